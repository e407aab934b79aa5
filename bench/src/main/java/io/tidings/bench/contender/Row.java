package io.tidings.bench.contender;

import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeMap;

/** The rows of the shop's tables. */
sealed interface Row {
    /** Who did what to which product. */
    record Audit(long id, String action, long subjectId, long actorId) implements Row {}

    /** A product. */
    record Product(long id, String name, String description, long domainId) implements Row {}

    /** A domain. */
    record Domain(long id, String name) implements Row {}

    /** A user. */
    record User(long id, String email) implements Row {}

    /** A product's tag. */
    record Tag(long id, long productId, String value) implements Row {}

    /** The tags of one product by their ids. */
    record Tags(SortedMap<Long, String> byId) {
        static Tags none() {
            return new Tags(new TreeMap<>());
        }

        Tags with(Tag tag) {
            SortedMap<Long, String> more = new TreeMap<>(byId);
            more.put(tag.id, tag.value);
            return new Tags(more);
        }

        Tags without(Tag tag) {
            SortedMap<Long, String> fewer = new TreeMap<>(byId);
            fewer.remove(tag.id);
            return new Tags(fewer);
        }

        Collection<String> values() {
            return byId.values();
        }
    }
}
