package io.tidings.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.api.Test;

class KafkaFailureTest {

    private static String sentences(Throwable failure) {
        return KafkaFailure.sentences(failure, "reconcile");
    }

    @Test
    void eachFailureHasARemedyOfItsOwn() {
        assertThat(sentences(new TopicAuthorizationException("Not authorized to access topics: [a]")))
                .isEqualTo("Not authorized to access topics: [a]. Give its principal the rights that docs/security.md"
                        + " lists for reconcile.");
        assertThat(sentences(new SaslAuthenticationException("Authentication failed.")))
                .isEqualTo("Authentication failed. Correct user and password, or the certificates, under `kafka`.");
        assertThat(sentences(new UnknownTopicOrPartitionException("no topic")))
                .contains("`topics`")
                .doesNotContain("Kafka runs");
        assertThat(sentences(new TimeoutException("no answer"))).contains("Check that Kafka runs");
    }

    @Test
    void whatWrapsTheCauseIsNotWhatIsSaid() {
        assertThat(sentences(
                        new KafkaException("Failed to construct kafka consumer", new ConfigException("acks is none"))))
                .isEqualTo("acks is none. Correct the setting under `kafka`.");
        assertThat(sentences(new ExecutionException(new TimeoutException("no answer"))))
                .startsWith("no answer. ");
    }

    @Test
    void whatIsUnexpectedIsCalledSo() {
        assertThat(sentences(new KafkaException("odd")))
                .isEqualTo("odd. This is unexpected; run the command with --debug, which shows where it comes from.");
    }
}
