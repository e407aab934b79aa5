package io.tidings.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ShopStateTest {
    private static final String END = "{\"status\":\"END\",\"id\":\"7:70\",\"event_count\":1}";

    private final Map<Long, Shown> shown = new LinkedHashMap<>();
    private final ShopState shop = new ShopState(shown::put);

    @BeforeEach
    void aShopWithOneProduct() {
        row("domains", "{\"id\":1,\"name\":\"Sales\"}");
        row("users", "{\"id\":2,\"email\":\"ada@example.com\",\"name\":\"Ada\"}");
        row("products", product("Orders"));
        row("tags", "{\"id\":5,\"product_id\":3,\"value\":\"daily\"}");
        row("tags", "{\"id\":4,\"product_id\":3,\"value\":\"gold\"}");
    }

    @Test
    void anAuditRowShowsTheProductItsDomainItsActorAndItsTagsInTheOrderOfTheirKeys() {
        audit(10);
        commit();

        assertThat(shown).containsOnly(Map.entry(10L, expected("Orders", "gold", "daily")));
    }

    @Test
    void anAuditRowShowsWhatItsTransactionChangesAfterIt() {
        audit(10);
        row("products", product("Returns"));
        row("tags", "{\"id\":4,\"product_id\":3,\"value\":\"silver\"}");
        commit();

        assertThat(shown).containsOnly(Map.entry(10L, expected("Returns", "silver", "daily")));
    }

    @Test
    void anAuditRowDoesNotShowWhatALaterTransactionChanges() {
        audit(10);
        commit();
        row("products", product("Returns"));
        audit(11);
        commit();

        assertThat(shown)
                .containsExactly(
                        Map.entry(10L, expected("Orders", "gold", "daily")),
                        Map.entry(11L, expected("Returns", "gold", "daily")));
    }

    private static Shown expected(String name, String... tags) {
        return new Shown(3, name, "All of them.", "Sales", "ada@example.com", List.of(tags));
    }

    private static String product(String name) {
        return "{\"id\":3,\"name\":\"" + name + "\",\"description\":\"All of them.\",\"domain_id\":1}";
    }

    private void audit(long id) {
        row("events", "{\"id\":" + id + ",\"action\":\"product_changed\",\"subject_id\":3,\"actor_id\":2}");
    }

    private void commit() {
        accept(END);
    }

    private void row(String table, String after) {
        accept("{\"before\":null,\"after\":" + after + ",\"source\":{\"table\":\"" + table + "\"},\"op\":\"c\"}");
    }

    private void accept(String json) {
        shop.accept(json.getBytes(StandardCharsets.UTF_8));
    }
}
