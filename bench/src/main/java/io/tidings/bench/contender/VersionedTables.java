package io.tidings.bench.contender;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.Joined;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.KTable;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/**
 * The DSL of Kafka Streams with versioned tables: each join finds the row as of the audit row's timestamp. Where keys
 * differ, audit rows are repartitioned: by product, domain and user; tags are grouped by product into versioned lists. Each
 * join holds an audit row back until a later one is {@link #GRACE} ahead, for rows of tables that come late. Timestamps are
 * milliseconds, so what commits within the same one is not told apart.
 */
public final class VersionedTables implements Contender {
    /** How far another audit row must be ahead, in the time of commits. */
    public static final Duration GRACE = Duration.ofSeconds(5);

    /** How many joins hold audit rows back, one after the other. */
    public static final int JOINS = 4;

    private static final Duration HISTORY = Duration.ofDays(7);
    private static final List<String> TABLES = List.of("events", "products", "domains", "users", "tags");

    private final Ground ground;
    private final Application application;

    /** Makes it; nothing is read yet. */
    public VersionedTables(Ground ground) {
        this.ground = ground;
        this.application = new Application(
                ground,
                ground.application(),
                topology(),
                TABLES.stream().map(ground::table).toList());
    }

    private StreamsBuilder topology() {
        StreamsBuilder builder = new StreamsBuilder();
        Serde<Draft> draft = Json.of(Draft.class);
        Serde<Row.Product> product = Json.row(Row.Product.class);
        KTable<Long, Row.Product> products = table(builder, "products", product);
        KTable<Long, Row.Tags> tags = tags(builder);
        KTable<Long, Row.Domain> domains = table(builder, "domains", Json.row(Row.Domain.class));
        KTable<Long, Row.User> users = table(builder, "users", Json.row(Row.User.class));
        Serde<Row.Audit> audit = Json.row(Row.Audit.class);
        KStream<Long, Draft> events = builder.stream(ground.table("events"), Consumed.with(Json.key(), audit))
                .filter((id, row) -> row.action().equals("product_changed"))
                .selectKey((id, row) -> row.subjectId())
                .join(products, Draft::of, joined("product", audit, product))
                .leftJoin(tags, Draft::withTagsFound, joined("tags-of-product", draft, Json.of(Row.Tags.class)))
                .selectKey((id, event) -> event.product().domainId())
                .join(
                        domains,
                        (event, row) -> event.withDomain(row.name()),
                        joined("domain", draft, Json.row(Row.Domain.class)))
                .selectKey((id, event) -> event.audit().actorId())
                .join(
                        users,
                        (event, row) -> event.withActor(row.email()),
                        joined("actor", draft, Json.row(Row.User.class)));
        WriteEvents.of(events, ground);
        return builder;
    }

    private <T> KTable<Long, T> table(StreamsBuilder builder, String name, Serde<T> rows) {
        return builder.table(ground.table(name), Consumed.with(Json.key(), rows), versioned(name, rows));
    }

    private KTable<Long, Row.Tags> tags(StreamsBuilder builder) {
        Serde<Row.Tag> tag = Json.row(Row.Tag.class);
        return table(builder, "tags", tag)
                .groupBy((id, row) -> KeyValue.pair(row.productId(), row), Grouped.with("by-product", Json.key(), tag))
                .aggregate(
                        Row.Tags::none,
                        (product, row, list) -> list.with(row),
                        (product, row, list) -> list.without(row),
                        versioned("tags-of-products", Json.of(Row.Tags.class)));
    }

    private static <T> Materialized<Long, T, KeyValueStore<Bytes, byte[]>> versioned(String name, Serde<T> values) {
        return Materialized.<Long, T>as(Stores.persistentVersionedKeyValueStore(name, HISTORY))
                .withKeySerde(Json.key())
                .withValueSerde(values);
    }

    private static <L, R> Joined<Long, L, R> joined(String name, Serde<L> left, Serde<R> right) {
        return Joined.with(Json.key(), left, right, name, GRACE);
    }

    @Override
    public void load() throws InterruptedException, ExecutionException {
        application.start();
        application.awaitDone();
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
