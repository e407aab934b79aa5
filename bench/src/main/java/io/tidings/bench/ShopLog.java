package io.tidings.bench;

import io.tidings.contracts.catalog.TableName;
import io.tidings.log.ControlRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The log of a shop as the capture writes it: a snapshot of the reference rows, then transactions of audit rows, a share of
 * which also change a reference row. The same seed gives the same bytes.
 */
final class ShopLog {
    static final String SOURCE = "bench";
    private static final SortedSet<TableName> TABLES =
            new TreeSet<>(Stream.of("domains", "events", "products", "tags", "users")
                    .map(name -> new TableName("public", name))
                    .toList());
    private static final long BEGUN_MILLIS = 1_760_000_000_000L;
    private static final int USUAL_LIST = 5;
    private static final int DOMAINS = 100;

    private final Size size;
    private final int commitsPerMillisecond;
    private final Consumer<byte[]> output;
    private final Random random = new Random(42);
    private final int products;
    private final int users;
    private long lsn = 10_000;
    private long number = 1_000;
    private long revision;

    /**
     * How large it is.
     *
     * @param references rows of the snapshot
     * @param audits rows that become events
     * @param perTransaction audit rows in each transaction
     * @param changesPercent for each hundred audit rows, how many changes of reference rows there are
     * @param tags of each product
     */
    record Size(int references, int audits, int perTransaction, int changesPercent, int tags) {

        /** With five tags to each product. */
        Size(int references, int audits, int perTransaction, int changesPercent) {
            this(references, audits, perTransaction, changesPercent, USUAL_LIST);
        }
    }

    private record Change(String table, String after, String op) {}

    /** Of which each transaction commits in a millisecond of its own. */
    ShopLog(Size size, Consumer<byte[]> output) {
        this(size, 1, output);
    }

    /** Of which that many transactions have the same time. */
    ShopLog(Size size, int commitsPerMillisecond, Consumer<byte[]> output) {
        this.size = size;
        this.commitsPerMillisecond = commitsPerMillisecond;
        this.output = output;
        // A product, its tags; and a user for each two products.
        this.products = Math.max(1, (int) (size.references / (size.tags + 1.5)));
        this.users = Math.max(1, products / 2);
    }

    void snapshot() {
        output.accept(new ControlRecord.Source("4711", 1).json());
        for (int id = 0; id < DOMAINS; id++) {
            row("domains", "{\"id\":" + id + ",\"name\":\"Domain " + id + "\"}", "true");
        }
        for (int id = 0; id < users; id++) {
            row("users", user(id, 0), "true");
        }
        for (int id = 0; id < products; id++) {
            row("products", product(id, 0), "true");
        }
        for (int id = 0; id < products * size.tags; id++) {
            row("tags", tag(id, 0), id == products * size.tags - 1 ? "last" : "true");
        }
        output.accept(new ControlRecord.SnapshotComplete(lsn, TABLES).json());
    }

    private void row(String table, String after, String snapshot) {
        write("{\"before\":null,\"after\":" + after + source(table, snapshot, lsn)
                + ",\"transaction\":null,\"op\":\"r\"" + times() + "}");
    }

    /** The transactions. */
    void transactions() {
        double owed = 0;
        for (int audit = 0; audit < size.audits; audit += size.perTransaction) {
            List<Change> changes = new ArrayList<>();
            for (int row = audit; row < Math.min(size.audits, audit + size.perTransaction); row++) {
                owed += size.changesPercent / 100.0;
                if (owed >= 1) {
                    owed--;
                    changes.add(change());
                }
                changes.add(new Change(
                        "events",
                        "{\"id\":" + row
                                + ",\"action\":\"product_changed\",\"subject_type\":\"PRODUCT\",\"subject_id\":"
                                + random.nextInt(products) + ",\"actor_id\":" + random.nextInt(users) + "}",
                        "c"));
            }
            transaction(changes);
        }
    }

    private Change change() {
        revision++;
        return switch ((int) (revision % 3)) {
            case 0 -> new Change("users", user(random.nextInt(users), revision), "u");
            case 1 -> new Change("tags", tag(random.nextInt(products * size.tags), revision), "u");
            default -> new Change("products", product(random.nextInt(products), revision), "u");
        };
    }

    private void transaction(List<Change> changes) {
        number++;
        long first = lsn + 8;
        long end = first + 8L * changes.size();
        write("{\"status\":\"BEGIN\",\"id\":\"" + number + ":" + first
                + "\",\"event_count\":null,\"data_collections\":null,\"ts_ms\":" + millis() + "}");
        for (int order = 1; order <= changes.size(); order++) {
            lsn += 8;
            Change change = changes.get(order - 1);
            write("{\"before\":null,\"after\":" + change.after + source(change.table, "false", lsn)
                    + ",\"transaction\":{\"id\":\""
                    + number + ":" + lsn + "\",\"total_order\":" + order + ",\"data_collection_order\":" + order
                    + "},\"op\":\"" + change.op + "\"" + times() + "}");
        }
        lsn = end;
        write("{\"status\":\"END\",\"id\":\"" + number + ":" + end + "\",\"event_count\":" + changes.size()
                + ",\"data_collections\":[{\"data_collection\":\"public.events\",\"event_count\":" + changes.size()
                + "}],\"ts_ms\":" + millis() + "}");
    }

    private static String user(int id, long revision) {
        return "{\"id\":" + id + ",\"email\":\"user" + id + "@example.com\",\"name\":\"User " + id + ", revision "
                + revision + "\"}";
    }

    private static String product(int id, long revision) {
        return "{\"id\":" + id + ",\"name\":\"Product " + id + ", revision " + revision
                + "\",\"description\":\"Everything about what this product is, who may use it and what for.\",\"domain_id\":"
                + id % DOMAINS + "}";
    }

    private String tag(int id, long revision) {
        return "{\"id\":" + id + ",\"product_id\":" + id / size.tags + ",\"value\":\"tag " + id % size.tags
                + ", revision " + revision + "\"}";
    }

    private String source(String table, String snapshot, long at) {
        return ",\"source\":{\"version\":\"3.6.1.Final\",\"connector\":\"postgresql\",\"name\":\"" + SOURCE
                + "\",\"ts_ms\":" + millis() + ",\"snapshot\":\"" + snapshot
                + "\",\"db\":\"postgres\",\"sequence\":\"[\\\""
                + at + "\\\",\\\"" + at + "\\\"]\",\"ts_us\":" + millis() + "000,\"ts_ns\":" + millis()
                + "000000,\"schema\":\"public\",\"table\":\"" + table + "\",\"txId\":" + number + ",\"lsn\":" + at
                + ",\"xmin\":null}";
    }

    private String times() {
        return ",\"ts_ms\":" + millis() + ",\"ts_us\":" + millis() + "000,\"ts_ns\":" + millis() + "000000";
    }

    private long millis() {
        return BEGUN_MILLIS + number / commitsPerMillisecond;
    }

    private void write(String json) {
        output.accept(json.getBytes(StandardCharsets.UTF_8));
    }
}
