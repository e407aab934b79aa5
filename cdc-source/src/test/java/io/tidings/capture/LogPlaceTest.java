package io.tidings.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LogPlaceTest {

    private static final LogPlace PLACE = new LogPlace("tidings.changes", 1, "id");

    private final Map<ByteBuffer, ByteBuffer> stored = new HashMap<>(PLACE.entry("north"));

    @Test
    void isReadAsItWasStored() {
        assertThat(LogPlace.in(stored, "north")).contains(PLACE);
        assertThat(LogPlace.in(stored, "south")).isEmpty();
    }

    @Test
    void isTakenByAnotherSourceOnly() {
        assertThat(PLACE.takenBy(stored, "north")).isEmpty();
        assertThat(PLACE.takenBy(stored, "south")).contains("north");
        assertThat(new LogPlace("tidings.changes", 0, "id").takenBy(stored, "south"))
                .isEmpty();
        assertThat(new LogPlace("others.changes", 1, "id").takenBy(stored, "south"))
                .isEmpty();
    }

    @Test
    void aTopicThatIsMadeAnewIsAnotherPlaceOfTheSameName() {
        LogPlace anew = new LogPlace("tidings.changes", 1, "other id");
        assertThat(anew).isNotEqualTo(PLACE);
        assertThat(anew.isNamedAs(PLACE)).isTrue();
        assertThat(anew.takenBy(stored, "south")).contains("north");
    }

    @Test
    void whatElseIsStoredIsNoPlace() {
        stored.putAll(Remembered.entry("end south", "1 4711"));
        stored.putAll(Remembered.entry("log of west", ""));
        assertThat(PLACE.takenBy(stored, "south")).contains("north");
    }
}
