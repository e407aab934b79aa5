package io.tidings.contracts.page;

import io.tidings.contracts.asyncapi.Platform;
import io.tidings.contracts.lineage.EventLineage;
import io.tidings.contracts.lineage.LineageText;
import io.tidings.contracts.plan.Contract;
import io.tidings.contracts.release.SchemaChange;
import io.tidings.contracts.release.SchemaFields;
import io.tidings.wire.Example;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.Schema;
import org.apache.avro.SchemaFormatter;
import org.jspecify.annotations.Nullable;

/** What the page tells of one event type. */
final class EventArticle {
    private static final Map<String, String> PROMISES = Map.of(
            "NONE", "nothing is promised",
            "BACKWARD", "a new reader reads what the version before wrote",
            "BACKWARD_TRANSITIVE", "a new reader reads what any version before wrote",
            "FORWARD", "a reader of the version before reads new events",
            "FORWARD_TRANSITIVE", "a reader of any version before reads new events",
            "FULL", "readers of the version before read new events, and new readers old ones",
            "FULL_TRANSITIVE", "readers of any version read events of any other");

    private final Html html;
    private final Documented documented;
    private final EventLineage event;
    private final Contract contract;
    private final LineageText words;

    EventArticle(Html html, Documented documented, EventLineage event) {
        this.html = html;
        this.documented = documented;
        this.event = event;
        this.contract = event.contract();
        this.words = new LineageText(documented.lineage().schema());
    }

    void write() {
        html.open("article", "id", contract.topic()).line().open("header");
        html.open("h2").element("a", contract.topic(), "href", "#" + contract.topic());
        html.close();
        html.open("p", "class", "doc")
                .prose(Objects.requireNonNullElse(contract.schema().getDoc(), ""))
                .close();
        facts();
        html.close().line();
        html.element("h3", "Fields");
        new FieldTree(html, event, words).write();
        example();
        versions();
        html.close().line();
    }

    private void facts() {
        Platform platform = documented.description().platform();
        String compatibility = contract.compatibility().name();
        html.open("dl", "class", "facts");
        codes("Triggered by", LineageText.triggers(contract));
        codes("Topic", List.of(platform.topicPrefix() + contract.topic()));
        html.open("div")
                .element("dt", "Key")
                .open("dd")
                .element("code", contract.key().text());
        html.open("span", "class", "origin")
                .text(" ← ")
                .text(words.reads(event.key()))
                .close()
                .close()
                .close();
        codes("Type", List.of(contract.type()));
        html.open("div").element("dt", "Compatibility").open("dd").element("code", compatibility);
        html.text(PROMISES.containsKey(compatibility) ? " " + PROMISES.get(compatibility) : "")
                .close()
                .close();
        html.open("div").element("dt", "Avro schema").open("dd");
        String schema = Base64.getEncoder()
                .encodeToString((SchemaFormatter.format("json/pretty", contract.schema()) + "\n")
                        .getBytes(StandardCharsets.UTF_8));
        String file = contract.topic() + ".avsc";
        html.element("a", file, "download", file, "href", "data:application/json;base64," + schema);
        html.close().close().close();
    }

    private void codes(String name, List<String> codes) {
        html.open("div").element("dt", name).open("dd");
        codes.forEach(code -> html.element("code", code).text(" "));
        html.close().close();
    }

    private void example() {
        Example example = documented.description().examples().get(contract.topic());
        if (example == null) {
            return;
        }
        html.open("details", "class", "part").element("summary", "Example");
        html.open("dl", "class", "headers");
        header("key", example.event().key());
        example.headers(
                        documented.description().contracts().audit(),
                        documented.description().platform().exampleSchema())
                .forEach(this::header);
        html.close();
        html.open("pre", "tabindex", "0", "aria-label", "Value as JSON")
                .element("code", example.value().toPrettyString())
                .close();
        html.close().line();
    }

    private void header(String name, String value) {
        html.open("dt").element("code", name).close();
        html.open("dd").element("code", value).close();
    }

    private void versions() {
        List<Schema> versions = new ArrayList<>(documented.released().getOrDefault(contract.topic(), List.of()));
        int released = versions.size();
        boolean same = released > 0 && versions.get(released - 1).equals(contract.schema());
        if (!same) {
            versions.add(contract.schema());
        }
        html.open("details", "class", "part").open("summary").text("Versions ");
        html.element(
                "small", released == 0 ? "none released yet" : released + " released" + (same ? "" : ", one to come"));
        html.close();
        Schema before = null;
        for (int number = 1; number <= versions.size(); number++) {
            html.element("h4", "Version " + number + (number > released ? ", not released" : ""));
            changes(before, versions.get(number - 1));
            before = versions.get(number - 1);
        }
        html.close().line();
    }

    private void changes(@Nullable Schema before, Schema version) {
        if (before == null) {
            html.element(
                    "p", "The first: " + SchemaFields.of(version).size() + " fields, those of its records included.");
            return;
        }
        List<SchemaChange> changes = SchemaChange.between(before, version);
        if (changes.isEmpty()) {
            html.element("p", "The same fields.");
            return;
        }
        html.open("ul", "class", "changes");
        for (SchemaChange change : changes) {
            String kind = change.kind().name().toLowerCase(java.util.Locale.ROOT);
            html.open("li", "class", kind).element("b", change.kind().sign(), "aria-label", kind);
            html.text(" ")
                    .element("code", change.field())
                    .text(" ")
                    .element("span", change.words())
                    .close();
        }
        html.close();
    }
}
