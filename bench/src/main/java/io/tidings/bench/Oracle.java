package io.tidings.bench;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Knows what each audit row of a log must show, from the log's generator alone. */
final class Oracle {
    private final ShopLog.Size size;
    private final long[] digests;

    private Oracle(ShopLog.Size size) {
        this.size = size;
        this.digests = new long[size.audits()];
    }

    /**
     * Of the log of that size.
     *
     * @param end hears of the tables as they are behind the last transaction
     */
    static Oracle of(ShopLog.Size size, Consumer<ShopState> end) {
        Oracle oracle = new Oracle(size);
        ShopState shop = new ShopState((audit, shown) -> oracle.digests[audit.intValue()] = shown.digest());
        play(size, shop);
        end.accept(shop);
        return oracle;
    }

    private static void play(ShopLog.Size size, ShopState state) {
        ShopLog log = new ShopLog(size, state::accept);
        log.snapshot();
        log.transactions();
    }

    /** Whether that is what the audit row must show. */
    boolean agrees(int audit, Shown shown) {
        return digests[audit] == shown.digest();
    }

    /** What these audit rows must show, by their ids in order; it plays the log again. */
    Map<Long, Shown> expected(Set<Long> audits) {
        Map<Long, Shown> expected = new TreeMap<>();
        play(size, new ShopState((audit, shown) -> {
            if (audits.contains(audit)) {
                expected.put(audit, shown);
            }
        }));
        return expected;
    }
}
