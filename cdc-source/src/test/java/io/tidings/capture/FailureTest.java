package io.tidings.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;

class FailureTest {

    @Test
    void aFencedWriterIsToldOfBothPossibleReasons() {
        for (RuntimeException answer : List.of(
                new ProducerFencedException("old epoch"),
                new InvalidProducerEpochException("old epoch"),
                new InvalidTxnStateException("invalid state"))) {
            assertThat(sentence(new KafkaException(answer)))
                    .isEqualTo(
                            "Kafka takes nothing more from this capture of source 'portal': another capture of it has"
                                    + " taken over, or a transaction took longer than transaction.timeout.ms. Start capture again"
                                    + " unless another one runs; nothing is lost.");
        }
    }

    @Test
    void aLostDatabaseIsNamedEvenInsideTheEnginesExceptions() {
        assertThat(sentence(new ConnectException("stopped", new SQLException("connection reset"))))
                .isEqualTo("The connection to PostgreSQL at db:5432/app failed: connection reset. Start capture again"
                        + " when the database answers; nothing is lost.");
    }

    @Test
    void aSilentKafkaIsNamed() {
        assertThat(sentence(new TimeoutException("no answer after 20000 ms")))
                .startsWith("Kafka did not take the changes of source 'portal': no answer after 20000 ms.");
    }

    @Test
    void aChangeThatIsTooLargeSaysWhatToRaise() {
        assertThat(sentence(new KafkaException(new RecordTooLargeException("20 MB"))))
                .contains("Raise max.message.bytes of the topic 'tidings.changes'");
    }

    @Test
    void anythingElseGivesItsReason() {
        assertThat(sentence(new ConnectException("bad value\nmore")))
                .startsWith("Capture of source 'portal' has stopped: bad value. ");
        assertThat(sentence(new IllegalStateException())).contains("stopped: IllegalStateException. ");
    }

    private static String sentence(Throwable failure) {
        return Failure.sentence(Examples.settings(), failure);
    }
}
