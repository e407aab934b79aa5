package io.tidings.bench.contender;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

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

    /** The tags of one product, in the order of their ids. */
    record Tags(List<Tag> rows) {
        static Tags none() {
            return new Tags(List.of());
        }

        Tags with(Tag tag) {
            return new Tags(Stream.concat(rows.stream(), Stream.of(tag))
                    .sorted(Comparator.comparingLong(Tag::id))
                    .toList());
        }

        Tags without(Tag tag) {
            return new Tags(rows.stream().filter(row -> row.id != tag.id).toList());
        }

        List<String> values() {
            return rows.stream().map(Tag::value).toList();
        }
    }
}
