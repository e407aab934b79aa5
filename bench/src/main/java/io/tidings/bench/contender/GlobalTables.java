package io.tidings.bench.contender;

import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.GlobalKTable;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Produced;

/**
 * The DSL of Kafka Streams: audit rows joined with a GlobalKTable for each table, without any repartitioning. A
 * GlobalKTable gives one row for a key, so a second application, with a thread of its own, groups tags by product into a
 * topic of lists, which is the fourth GlobalKTable. What an event shows is what has arrived when the audit row is joined.
 */
public final class GlobalTables implements Contender {
    private final Ground ground;
    private final String tagLists;
    private final Application grouping;
    private final Application joining;

    /** Makes it; nothing is read yet. */
    public GlobalTables(Ground ground) {
        this.ground = ground;
        this.tagLists = ground.table("tags-of-products");
        this.grouping =
                new Application(ground, ground.application() + "-grouping", grouping(), List.of(ground.table("tags")));
        this.joining =
                new Application(ground, ground.application() + "-joining", joining(), List.of(ground.table("events")));
    }

    private StreamsBuilder grouping() {
        StreamsBuilder builder = new StreamsBuilder();
        Serde<Row.Tag> tag = Json.row(Row.Tag.class);
        Serde<Row.Tags> tags = Json.of(Row.Tags.class);
        builder.table(ground.table("tags"), Consumed.with(Json.key(), tag), Materialized.as("tags"))
                .groupBy((id, row) -> KeyValue.pair(row.productId(), row), Grouped.with("by-product", Json.key(), tag))
                .aggregate(
                        Row.Tags::none,
                        (product, row, list) -> list.with(row),
                        (product, row, list) -> list.without(row),
                        Materialized.with(Json.key(), tags))
                .toStream()
                .to(tagLists, Produced.with(Json.key(), tags));
        return builder;
    }

    private StreamsBuilder joining() {
        StreamsBuilder builder = new StreamsBuilder();
        GlobalKTable<Long, Row.Product> products = table(builder, "products", Row.Product.class);
        GlobalKTable<Long, Row.Domain> domains = table(builder, "domains", Row.Domain.class);
        GlobalKTable<Long, Row.User> users = table(builder, "users", Row.User.class);
        GlobalKTable<Long, Row.Tags> tags =
                builder.globalTable(tagLists, Consumed.with(Json.key(), Json.of(Row.Tags.class)));
        KStream<Long, Draft> events = builder.stream(
                        ground.table("events"), Consumed.with(Json.key(), Json.row(Row.Audit.class)))
                .filter((id, audit) -> audit.action().equals("product_changed"))
                .join(products, (id, audit) -> audit.subjectId(), Draft::of)
                .join(domains, (id, draft) -> draft.product().domainId(), (draft, row) -> draft.withDomain(row.name()))
                .join(users, (id, draft) -> draft.audit().actorId(), (draft, row) -> draft.withActor(row.email()))
                .leftJoin(tags, (id, draft) -> draft.product().id(), Draft::withTagsFound);
        WriteEvents.of(events, ground);
        return builder;
    }

    private <T> GlobalKTable<Long, T> table(StreamsBuilder builder, String name, Class<T> type) {
        return builder.globalTable(ground.table(name), Consumed.with(Json.key(), Json.row(type)));
    }

    @Override
    public void load() throws InterruptedException, ExecutionException {
        ground.create(tagLists);
        grouping.start();
        grouping.awaitDone();
        grouping.hold();
        joining.start();
        joining.hold();
    }

    @Override
    public void read() throws InterruptedException, ExecutionException {
        grouping.goOn();
        joining.goOn();
        joining.awaitDone();
    }

    @Override
    public void close() {
        joining.close();
        grouping.close();
    }
}
