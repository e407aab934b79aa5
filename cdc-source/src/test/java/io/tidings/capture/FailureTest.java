package io.tidings.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.problem.Outage;
import io.tidings.problem.UnexpectedFailure;
import java.io.EOFException;
import java.net.ConnectException;
import java.sql.SQLException;
import java.util.List;
import javax.net.ssl.SSLHandshakeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What passes is waited for, what a person has to settle is said, and what is unexpected is called so. */
class FailureTest {

    @Test
    void whatKafkaAndPostgresqlDoWhenTheyAreAwayIsAnOutage() {
        for (Throwable failure : List.of(
                new TimeoutException("no answer after 20000 ms"),
                new KafkaException(new ProducerFencedException("old epoch")),
                new KafkaException(new InvalidProducerEpochException("old epoch")),
                new KafkaException(new InvalidTxnStateException("invalid state")),
                new KafkaException(
                        "no", new ConfigException("No resolvable bootstrap urls given in bootstrap.servers")),
                inTheEngine(new SQLException("Connection refused", "08001", new ConnectException())),
                inTheEngine(new SQLException("terminating connection due to administrator command", "57P01")),
                inTheEngine(new SQLException("the database system is starting up", "57P03")),
                inTheEngine(new SQLException("sorry, too many clients already", "53300")),
                inTheEngine(new SQLException("replication slot \"a\" is active for PID 1", "55006")),
                inTheEngine(new SQLException(
                        "SSL error", "08006", new SSLHandshakeException("x").initCause(new EOFException()))),
                inTheEngine(new EOFException()))) {
            assertThat(of(failure)).as(failure.toString()).isInstanceOf(Outage.class);
        }
    }

    @Test
    void whatAPersonHasToSettleIsSaid() {
        assertSentence(
                new SQLException("password authentication failed", "28P01"),
                "The password of user 'tidings' is wrong for PostgreSQL at db:5432/app. Correct the password.");
        assertSentence(
                new SQLException("database \"app\" does not exist", "3D000"),
                "There is no database 'app' on db:5432. Correct the name.");
        assertSentence(
                new SQLException("ERROR: permission denied for table users", "42501"),
                "The role 'tidings' lacks a right in PostgreSQL at db:5432/app: ERROR: permission denied for table users."
                        + " Give it the rights that `./tidings contracts role` prints.");
        assertSentence(
                new KafkaException(new RecordTooLargeException("20 MB")),
                "Kafka refused a change because it is too large: 20 MB. The capture stands still in front of it; nothing"
                        + " is lost. Raise max.message.bytes of the topic 'tidings.changes' and kafka.max.request.size, and"
                        + " start the capture again.");
        assertSentence(
                new SaslAuthenticationException("wrong"),
                "Authentication between Kafka at kafka:9092 and the capture of source 'portal' failed: wrong. Correct the"
                        + " security settings under kafka (docs/security.md).");
        assertThat(of(new TopicAuthorizationException("not authorized")).getMessage())
                .startsWith("Kafka at kafka:9092 does not let the capture of source 'portal' do what it must: ");
        assertThat(of(new KafkaException("no", new ConfigException("Invalid url in bootstrap.servers: x"))))
                .isInstanceOf(CaptureException.class);
    }

    /** PostgreSQL up to 17 says so of a publication that was missing for a while, however often one starts. */
    @Test
    void aPublicationThatWasMissingIsNotSaidToBeMissing() {
        assertThat(of(inTheEngine(new SQLException("ERROR: publication \"tidings_portal\" does not exist", "42704")))
                        .getMessage())
                .startsWith("The publication 'tidings_portal' was missing when a transaction committed that comes next")
                .contains("--new-snapshot")
                .contains("./tidings gaps");
    }

    @Test
    void whatIsUnexpectedIsCalledSo() {
        for (Throwable failure : List.of(
                inTheEngine(new IllegalStateException("bad value\nmore")),
                inTheEngine(new SQLException("bad value\nmore", "XX000")))) {
            assertThat(of(failure))
                    .isInstanceOf(UnexpectedFailure.class)
                    .hasMessageContaining("bad value. ")
                    .hasMessageContaining("unexpected");
        }
        assertThat(of(null)).isInstanceOf(UnexpectedFailure.class);
    }

    private static Throwable inTheEngine(Exception failure) {
        return new org.apache.kafka.connect.errors.ConnectException("the engine stopped", failure);
    }

    private static void assertSentence(Exception failure, String sentence) {
        assertThat(of(failure)).isInstanceOf(CaptureException.class).hasMessage(sentence);
    }

    private static RuntimeException of(@Nullable Throwable failure) {
        return new Failure(Examples.settings()).of(failure);
    }
}
