package io.tidings.quickstart;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;

/** A database session that runs random transactions on the tables of sessions.sql, beside others that do the same. */
public final class Session {
    private static final int PARENTS = 16;
    private static final int CHILDREN = 60;
    /** Deadlock, duplicate key, missing parent, bad value: what concurrent applications run into and roll back after. */
    private static final Set<String> EXPECTED = Set.of("40P01", "23505", "23503");

    private static final List<String> TAGS =
            List.of("", "a", "a\u0001", "é", "\uFFFD", "😀", "it's \"x\"\\", "Z".repeat(900));

    private final Connection connection;
    private final Random random;
    private final ReadWriteLock truncation;
    private int committed;

    /** Truncates under the write lock, and does everything else under the read lock. */
    public Session(Connection connection, Random random, ReadWriteLock truncation) {
        this.connection = connection;
        this.random = random;
        this.truncation = truncation;
    }

    /** Runs transactions and gives how many committed. */
    public int run(int transactions) throws SQLException {
        connection.setAutoCommit(false);
        for (int i = 0; i < transactions; i++) {
            boolean truncates = random.nextInt(60) == 0;
            Lock lock = truncates ? truncation.writeLock() : truncation.readLock();
            lock.lock();
            try {
                transaction(truncates);
            } finally {
                lock.unlock();
            }
        }
        return committed;
    }

    private void transaction(boolean truncates) throws SQLException {
        try {
            if (random.nextInt(3) == 0) {
                audit();
            }
            if (truncates) {
                execute("truncate " + (random.nextBoolean() ? "parents, children, tags" : "children"));
            }
            for (int steps = 1 + random.nextInt(5); steps > 0; steps--) {
                if (random.nextInt(5) == 0) {
                    takenBack();
                } else {
                    change();
                }
            }
            if (random.nextInt(3) > 0) {
                audit();
            }
            if (random.nextInt(8) == 0) {
                connection.rollback();
            } else {
                execute("select truth.before_commit()");
                connection.commit();
                committed++;
            }
        } catch (SQLException e) {
            connection.rollback();
            if (!EXPECTED.contains(e.getSQLState())) {
                throw e;
            }
        }
    }

    private void takenBack() throws SQLException {
        Savepoint savepoint = connection.setSavepoint();
        change();
        if (random.nextBoolean()) {
            audit();
        }
        if (random.nextInt(3) > 0) {
            connection.rollback(savepoint);
        } else {
            connection.releaseSavepoint(savepoint);
        }
    }

    private void change() throws SQLException {
        switch (random.nextInt(17)) {
            case 0, 1 ->
                execute(
                        "insert into parents values (?, ?, repeat(?, 150), (select id from owners where id = ?))"
                                + " on conflict (id) do update set name = excluded.name",
                        parent(),
                        text(),
                        text(),
                        owner());
            case 2 -> execute("delete from parents where id = ?", parent());
            case 3, 4 -> execute("update parents set name = ? where id = ?", text(), parent());
            case 5 -> execute("update parents set story = repeat(?, 150) where id = ?", text(), parent());
            case 6 -> execute("update parents set id = ? where id = ?", parent(), parent());
            case 7 ->
                execute(
                        "update parents set owner_id = (select id from owners where id = ?) where id < ?",
                        owner(),
                        parent());
            case 8 -> execute("delete from owners where id = ?", owner());
            case 9 ->
                execute(
                        "insert into owners values (?, ?) on conflict (id) do update set name = excluded.name",
                        owner(),
                        text());
            case 10 -> execute("update owners set id = ? where id = ?", owner(), owner());
            case 11, 12 ->
                execute(
                        "insert into children select ?, (select id from parents where id = ?), repeat(?, 150), ?::numeric"
                                + " on conflict (id) do update set weight = excluded.weight",
                        child(),
                        parent(),
                        text(),
                        List.of("1", "1.0", "1.50", "-0.001").get(random.nextInt(4)));
            case 13 ->
                execute(
                        "update children set parent_id = (select id from parents where id = ?), id = id + ? where id % 7 = ?",
                        parent(), random.nextInt(3) * CHILDREN, random.nextInt(7));
            case 14 -> execute("delete from children where parent_id = ? or id > ?", parent(), CHILDREN);
            case 15 ->
                execute(
                        "insert into tags select id, ? from parents where id % 3 = ? on conflict do nothing",
                        TAGS.get(random.nextInt(TAGS.size())), random.nextInt(3));
            default -> moveThere();
        }
    }

    /** There and back, gone and made again: what one transaction does to one key several times. */
    private void moveThere() throws SQLException {
        int id = parent();
        execute("update parents set id = id + 1000 where id = ?", id);
        execute("update parents set id = id + 1000, name = ? where id = ?", text(), id + 1000);
        if (random.nextBoolean()) {
            execute("insert into parents values (?, 'between', repeat('b', 5000), null)", id);
            execute("update parents set name = 'between two' where id = ?", id);
            execute("delete from parents where id = ?", id);
        }
        execute("update parents set id = ? where id = ?", random.nextBoolean() ? id : parent(), id + 2000);
    }

    private void audit() throws SQLException {
        switch (random.nextInt(8)) {
            case 0 ->
                execute("insert into audit (action, parent_id) select 'changed', id from parents where id % 4 = 0");
            case 1 ->
                execute("update audit set id = id + 1000000 where id = (select min(audit_id) from truth.event e"
                        + " join audit a on a.id = e.audit_id)");
            case 2 ->
                execute(
                        "delete from audit where id in (select audit_id from truth.event where audit_id % 5 = ?)",
                        random.nextInt(5));
            case 3 -> {
                execute(
                        "insert into audit (action, parent_id, note) values ('changed', ?, repeat(?, 150))",
                        parent(),
                        text());
                execute(
                        random.nextInt(3) == 0
                                ? "delete from audit where id = lastval()"
                                : "update audit set parent_id = ?, id = id + 300000 * (id % 2) where id = lastval()",
                        parent());
            }
            default ->
                execute("insert into audit (action, parent_id, note) values ('changed', ?, ?)", parent(), text());
        }
    }

    private int parent() {
        return 1 + random.nextInt(PARENTS);
    }

    private int owner() {
        return 1 + random.nextInt(6);
    }

    private int child() {
        return 1 + random.nextInt(CHILDREN);
    }

    private String text() {
        return Integer.toString(random.nextInt(), Character.MAX_RADIX) + "/ü/" + random.nextLong();
    }

    private void execute(String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            int wanted = statement.getParameterMetaData().getParameterCount();
            for (int i = 0; i < wanted; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.execute();
        }
    }
}
