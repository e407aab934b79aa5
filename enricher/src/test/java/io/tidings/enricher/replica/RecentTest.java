package io.tidings.enricher.replica;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Memory has a limit, and what is used stays. */
class RecentTest {
    private final Recent<Integer, String> recent = new Recent<>(100);

    @Test
    void theEldestGoesWhenTheLimitIsReached() {
        putUpTo(11);
        assertThat(IntStream.rangeClosed(1, 11).filter(key -> recent.get(key) != null))
                .containsExactlyElementsOf(IntStream.rangeClosed(2, 11).boxed().toList());
    }

    @Test
    void whatIsUsedIsSparedOnce() {
        putUpTo(10);
        recent.get(1);
        put(11);
        assertThat(recent.get(2)).isNull();
        for (int key = 12; key <= 20; key++) {
            put(key);
        }
        assertThat(recent.get(1)).isEqualTo("1");
    }

    @Test
    void whatIsUsedNoMoreGoesAtLast() {
        putUpTo(10);
        recent.get(1);
        for (int key = 11; key <= 30; key++) {
            put(key);
        }
        assertThat(recent.get(1)).isNull();
    }

    @Test
    void whatIsPutAgainWeighsOnce() {
        for (int time = 0; time < 50; time++) {
            put(1);
        }
        putUpTo(10);
        assertThat(IntStream.rangeClosed(1, 10)).allMatch(key -> recent.get(key) != null);
    }

    @Test
    void whatWouldDriveOutMostOthersIsNotKept() {
        putUpTo(5);
        recent.put(6, "large", 50);
        assertThat(recent.get(6)).isNull();
        assertThat(recent.get(1)).isEqualTo("1");
        recent.put(1, "large", 50);
        assertThat(recent.get(1)).isNull();
    }

    @Test
    void withAllInUseSomethingGoesNevertheless() {
        putUpTo(10);
        IntStream.rangeClosed(1, 10).forEach(recent::get);
        put(11);
        assertThat(IntStream.rangeClosed(1, 11).filter(key -> recent.get(key) != null))
                .hasSize(10);
    }

    private void putUpTo(int last) {
        for (int key = 1; key <= last; key++) {
            put(key);
        }
    }

    private void put(int key) {
        recent.put(key, String.valueOf(key), 10);
    }
}
