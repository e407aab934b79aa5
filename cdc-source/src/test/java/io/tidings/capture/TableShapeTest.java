package io.tidings.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TableShapeTest {
    private static final Map<String, String> FACTS = Map.of(
            "table",
            "100",
            "key",
            "id",
            "column 1",
            "id integer",
            "column 2",
            "v text",
            "written 1",
            "7",
            "written 2",
            "7",
            "label 50",
            "'ok'",
            "file 100",
            "900",
            "partition 101",
            "8",
            "file 101",
            "901");
    private static final TableShape SHAPE = shape();

    private static TableShape shape(String... changes) {
        Map<String, String> facts = new TreeMap<>(FACTS);
        for (String change : changes) {
            String[] parts = change.split(": ?", 2);
            if (parts[1].equals("gone")) {
                facts.remove(parts[0]);
            } else {
                facts.put(parts[0], parts[1]);
            }
        }
        return new TableShape(new TreeMap<>(facts));
    }

    @ParameterizedTest
    @CsvSource({
        "table: 200",
        "'key: id,v'",
        "column 2: w text",
        "column 2: v integer",
        "column 2: gone",
        "label 50: 'good'",
        "partition 101: gone",
        "partition 101: 9",
    })
    void holdsNoMoreWhenAFactIsAnother(String change) {
        assertThat(SHAPE.stillHolds(shape(change))).isFalse();
    }

    @Test
    void holdsWhenNothingWasAddedToTheRows() {
        assertThat(SHAPE.stillHolds(SHAPE)).isTrue();
        assertThat(SHAPE.stillHolds(shape("label 51: 'great'"))).isTrue();
        assertThat(SHAPE.stillHolds(shape("partition 102: 9", "file 102: 902", "empty 102: ")))
                .isTrue();
        assertThat(SHAPE.stillHolds(shape("partition 103: 9"))).isTrue();
    }

    @Test
    void holdsNoMoreWhenTheRowsGotMore() {
        assertThat(SHAPE.stillHolds(shape("column 3: more text", "written 3: 9")))
                .isFalse();
        assertThat(SHAPE.stillHolds(shape("partition 102: 9", "file 102: 902"))).isFalse();
    }

    @Test
    void newFilesMatterWhenColumnsChangedWithThem() {
        assertThat(SHAPE.stillHolds(shape("file 100: 950")))
                .as("truncated, or vacuumed")
                .isTrue();
        assertThat(SHAPE.stillHolds(shape("written 2: 9")))
                .as("another default")
                .isTrue();
        assertThat(SHAPE.stillHolds(shape("file 100: 950", "written 2: 9"))).isFalse();
        assertThat(SHAPE.stillHolds(shape("file 101: 950", "written 2: 9"))).isFalse();
    }

    @Test
    void itIsRememberedAsItWas() {
        assertThat(TableShape.parse(SHAPE.text())).isEqualTo(SHAPE);
        assertThat(TableShape.parse(shape("column 2: \"a=b\nc\" text").text()).facts())
                .containsEntry("column 2", "\"a=b c\" text");
    }
}
