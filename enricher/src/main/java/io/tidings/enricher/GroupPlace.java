package io.tidings.enricher;

import io.tidings.kafka.KafkaLimits;
import io.tidings.problem.Outage;
import io.tidings.problem.Refusal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.streams.StreamsConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The place of an instance in its group, which the newest process with its id has. Kafka says that somebody else has it also
 * when that was this process itself, by a request that arrived late; but nobody keeps such a place, so that it is free when
 * the session has timed out.
 */
final class GroupPlace {
    private static final Logger LOG = LoggerFactory.getLogger(GroupPlace.class);
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    /** For the coordinator to notice. */
    private static final Duration MARGIN = Duration.ofSeconds(5);

    private final EnricherSettings settings;
    private final Duration session;

    GroupPlace(EnricherSettings settings) {
        this.settings = settings;
        this.session = Duration.ofMillis(Long.parseLong(String.valueOf(StreamsProperties.of(settings)
                .get(StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG)))));
    }

    /**
     * Waits until the place is free; to be called while this process has no consumer.
     *
     * @param closed ends the wait
     * @throws Refusal when another process keeps it
     * @throws Outage when Kafka does not answer
     */
    void awaitFree(CompletableFuture<Void> closed) throws InterruptedException {
        long deadline = System.nanoTime() + session.plus(MARGIN).toNanos();
        try (Admin admin = Admin.create(KafkaLimits.within(settings.kafka(), LIMIT))) {
            while (isTaken(admin) && !closed.isDone()) {
                if (System.nanoTime() > deadline) {
                    throw new Refusal(superseded());
                }
                pause(closed);
            }
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            throw new EnricherFailure(settings).of(e);
        }
    }

    /**
     * Sees that nobody else has taken the place of a member that joins again, which would take it back: whoever joins last has it.
     * When Kafka does not answer, that is left to the joining.
     *
     * @param place the member's {@code group.instance.id}
     * @param memberId what Kafka called the member so far
     * @throws FencedInstanceIdException when somebody else has it
     */
    void requireOurs(String place, String memberId) {
        if (isSomebodyElses(place, memberId)) {
            throw new FencedInstanceIdException("Another member with the id " + place + " has joined meanwhile.");
        }
    }

    private boolean isSomebodyElses(String place, String memberId) {
        try (Admin admin = Admin.create(KafkaLimits.within(settings.kafka(), LIMIT))) {
            return members(admin)
                    .anyMatch(member -> member.groupInstanceId().equals(Optional.of(place))
                            && !member.consumerId().equals(memberId));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            LOG.debug("Who has the place {} is not known", place, e);
            return false;
        }
    }

    private String superseded() {
        return "Another enricher with the id '" + settings.instanceId()
                + "' has taken over, so this one ends; nothing is"
                + " lost. Give each enricher an enricher.instance-id of its own.";
    }

    private static void pause(CompletableFuture<Void> closed) throws InterruptedException, ExecutionException {
        try {
            closed.get(BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            // Nobody has closed it meanwhile.
        }
    }

    private boolean isTaken(Admin admin) throws InterruptedException, ExecutionException, TimeoutException {
        // Kafka Streams appends the number of its thread to the id.
        String place = settings.instanceId() + "-";
        return members(admin)
                .flatMap(member -> member.groupInstanceId().stream())
                .anyMatch(id ->
                        id.startsWith(place) && id.substring(place.length()).matches("\\d+"));
    }

    private Stream<MemberDescription> members(Admin admin)
            throws InterruptedException, ExecutionException, TimeoutException {
        return admin
                .describeConsumerGroups(List.of(settings.applicationId()))
                .all()
                .get(LIMIT.toSeconds(), TimeUnit.SECONDS)
                .values()
                .stream()
                .flatMap(description -> description.members().stream());
    }
}
