package io.tidings.bench.contender;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** An event on its way, with what has been looked up so far. */
record Draft(Row.Audit audit, Row.Product product, String domain, String actor, List<String> tags) {

    static Draft of(Row.Audit audit, Row.Product product) {
        return new Draft(audit, product, "", "", List.of());
    }

    Draft withDomain(String name) {
        return new Draft(audit, product, name, actor, tags);
    }

    Draft withActor(String email) {
        return new Draft(audit, product, domain, email, tags);
    }

    Draft withTags(List<String> values) {
        return new Draft(audit, product, domain, actor, values);
    }

    Draft withTagsFound(Row.@Nullable Tags found) {
        return found == null ? this : withTags(found.values());
    }
}
