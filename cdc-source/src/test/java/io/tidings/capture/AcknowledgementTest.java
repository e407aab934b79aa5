package io.tidings.capture;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AcknowledgementTest {

    private final Acknowledgement<String> acknowledgement = new Acknowledgement<>();

    @Test
    void theFirstEndAcknowledgesNothing() {
        assertThat(acknowledgement.end(10, "a")).isEmpty();
    }

    @Test
    void everyFurtherEndAcknowledgesTheOneBefore() {
        acknowledgement.end(10, "a");
        assertThat(acknowledgement.end(20, "b")).contains("a");
        assertThat(acknowledgement.end(30, "c")).contains("b");
    }

    @Test
    void whenTheEngineGoesBackItTakesTwoNewEndsAgain() {
        acknowledgement.end(10, "a");
        acknowledgement.end(20, "b");
        assertThat(acknowledgement.end(10, "a again")).isEmpty();
        assertThat(acknowledgement.end(20, "b again")).contains("a again");
        assertThat(acknowledgement.end(20, "b once more")).isEmpty();
    }

    @Test
    void theEndOfTheSnapshotIsAcknowledgedAtOnce() {
        assertThat(acknowledgement.snapshotComplete("snapshot")).contains("snapshot");
        assertThat(acknowledgement.end(10, "a")).isEmpty();
    }

    @Test
    void theEndOfTheSnapshotIsNeverAcknowledgedAfterATransaction() {
        acknowledgement.end(10, "a");
        assertThat(acknowledgement.snapshotComplete("late")).isEmpty();
    }
}
