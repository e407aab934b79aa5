package io.tidings.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * The shop's tables in memory, as its log tells them, a transaction at a time. At the end of each one, when all of its
 * changes are applied, it says what each of its audit rows must show: the state as the transaction left it, also where a row
 * was changed after the audit row was written. It has no code in common with the enricher.
 */
final class ShopState {
    private static final ObjectMapper JSON = new ObjectMapper();

    final Map<Long, Product> products = new HashMap<>();
    final Map<Long, String> domains = new HashMap<>();
    final Map<Long, User> users = new HashMap<>();

    private final BiConsumer<Long, Shown> output;
    private final List<JsonNode> audits = new ArrayList<>();
    private final Map<String, String> descriptions = new HashMap<>();

    /** A product with its tags by their ids. */
    record Product(String name, String description, long domain, Map<Long, String> tags) {
        private Product with(Map<Long, String> others) {
            return new Product(name, description, domain, others);
        }
    }

    /** A user. */
    record User(String email, String name) {}

    /**
     * An empty shop.
     *
     * @param output hears the id of each audit row and what it must show, in the order of the log
     */
    ShopState(BiConsumer<Long, Shown> output) {
        this.output = output;
    }

    /** Applies a record of the log. */
    void accept(byte[] json) {
        JsonNode record = read(json);
        if (record.path("status").asText().equals("END")) {
            audits.forEach(audit -> output.accept(audit.path("id").asLong(), shown(audit)));
            audits.clear();
        } else if (record.hasNonNull("after")) {
            row(record.path("source").path("table").asText(), record.path("after"));
        }
    }

    private void row(String table, JsonNode row) {
        long id = row.path("id").asLong();
        switch (table) {
            case "events" -> audits.add(row);
            case "domains" -> domains.put(id, row.path("name").asText());
            case "users" ->
                users.put(
                        id,
                        new User(row.path("email").asText(), row.path("name").asText()));
            case "products" -> products.merge(id, product(row), (before, now) -> now.with(before.tags));
            case "tags" ->
                tags(row.path("product_id").asLong()).put(id, row.path("value").asText());
            default -> throw new IllegalStateException("The shop has no table " + table + ".");
        }
    }

    private Product product(JsonNode row) {
        String description = row.path("description").asText();
        return new Product(
                row.path("name").asText(),
                descriptions.computeIfAbsent(description, text -> text),
                row.path("domain_id").asLong(),
                new TreeMap<>());
    }

    private Map<Long, String> tags(long product) {
        return known(products, product).tags;
    }

    private Shown shown(JsonNode audit) {
        long id = audit.path("subject_id").asLong();
        Product product = known(products, id);
        return new Shown(
                id,
                product.name,
                product.description,
                known(domains, product.domain),
                known(users, audit.path("actor_id").asLong()).email,
                List.copyOf(product.tags.values()));
    }

    private static <T> T known(Map<Long, T> table, long id) {
        return Objects.requireNonNull(table.get(id));
    }

    private static JsonNode read(byte[] json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
