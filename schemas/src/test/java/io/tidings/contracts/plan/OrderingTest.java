package io.tidings.contracts.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.contracts.catalog.TableName;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrderingTest {
    private static final TableName TABLE = new TableName("public", "t");

    private static List<String> sorted(String type, String values, boolean descending) {
        List<Row> rows = new ArrayList<>();
        for (String value : values.split(" < ", -1)) {
            rows.add(new Row(TABLE, Collections.singletonMap("c", value.equals("null") ? null : value)));
        }
        Collections.shuffle(rows, new Random(7));
        rows.sort(Ordering.all(List.of(Ordering.of("c", type, descending))));
        return rows.stream().map(row -> String.valueOf(row.value("c"))).toList();
    }

    @ParameterizedTest(name = "{index} {0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "integer | -10 < -9 < 0 < 9 < 10 < null",
                "numeric(8,2) | NEGATIVE_INFINITY < -1.50 < 2 < 10.0 < 1E30 < POSITIVE_INFINITY < NAN < null",
                "double precision | -Infinity < -1.0E10 < 0.1 < 1.0E300 < Infinity < NaN < null",
                "text | 10 < 9 < Z < a < é < \uFFFD < \uD83D\uDE00 < null",
                "boolean | false < true",
                "date | -0043-03-15Z < 0001-01-01Z < 2024-02-29Z < 2024-03-01Z < +12024-01-01Z < null",
                "time without time zone | 09:00:00Z < 09:00:00.5Z < 10:00:00Z",
                "timestamp without time zone | -0044-12-31T00:00:00Z < -0043-01-01T00:00:00Z < 2024-01-01T00:00:00Z < "
                        + "2024-01-01T00:00:00.123Z < 2024-01-01T00:00:00.5Z",
                "timestamp(3) with time zone | -infinity < -0043-01-01T00:00:00.000000Z < "
                        + "2024-01-01T00:00:00.000000Z < +12024-01-01T00:00:00.000000Z < infinity < null",
            })
    void valuesOfATypeAreOrderedAsPostgresOrdersThem(String type, String values) {
        List<String> expected = new ArrayList<>(List.of(values.split(" < ", -1)));
        assertThat(sorted(type, values, false)).isEqualTo(expected);
        Collections.reverse(expected);
        assertThat(sorted(type, values, true)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{index} {0}: {1} is {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "numeric | 1.50 | 1.5 | true",
                "numeric | 1.50 | 1.51 | false",
                "double precision | 1.0E10 | 10000000000 | true",
                "character(5) | ~ch   ~ | ch | true",
                "character varying(5) | ~ch ~ | ch | false",
                "timestamp with time zone | 2024-01-01T00:00:00.000000Z | 2024-01-01T00:00:00Z | true",
                "timestamp without time zone | 2024-01-01T00:00:10Z | 2024-01-01T00:00:10 | true",
                "date | 2024-01-10Z | 2024-01-10 | true",
                "date | 2024-01-10Z | 2024-01-01 | false",
            })
    void whatIsWrittenInTwoWaysIsTheSame(String type, String left, String right, boolean same) {
        assertThat(Ordering.of("c", type, false).same(left, right)).isEqualTo(same);
    }
}
