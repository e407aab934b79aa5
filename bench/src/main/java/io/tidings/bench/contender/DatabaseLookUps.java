package io.tidings.bench.contender;

import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;

/**
 * Kafka Streams asks PostgreSQL about every audit row, with prepared statements on one connection. What an event shows is
 * what the database holds when it is asked.
 */
public final class DatabaseLookUps implements Contender {
    private final Application application;

    /** How the database is asked. */
    public enum Asking {
        /** With a statement each for product, domain, actor and tags. */
        ONE_BY_ONE("four statements"),
        /** With a statement that joins them. */
        AT_ONCE("one statement");

        private final String statements;

        Asking(String statements) {
            this.statements = statements;
        }

        /** How many there are, in words. */
        public String statements() {
            return statements;
        }
    }

    /** Makes it; nothing is read yet. */
    public DatabaseLookUps(Ground ground, AskedDatabase database, Asking asking) {
        StreamsBuilder builder = new StreamsBuilder();
        KStream<Long, Draft> events = builder.stream(
                        ground.table("events"), Consumed.with(Json.key(), Json.row(Row.Audit.class)))
                .filter((id, audit) -> audit.action().equals("product_changed"))
                .process(() -> new LookUp(database, asking));
        WriteEvents.of(events, ground);
        this.application = new Application(ground, ground.application(), builder, List.of(ground.table("events")));
    }

    @Override
    public void load() throws InterruptedException, ExecutionException {
        application.start();
        application.hold();
    }

    @Override
    public void read() throws InterruptedException, ExecutionException {
        application.goOn();
        application.awaitDone();
    }

    @Override
    public void close() {
        application.close();
    }
}
