package io.tidings.contracts.page;

import io.tidings.contracts.asyncapi.Platform;
import io.tidings.contracts.lineage.EventLineage;
import io.tidings.contracts.plan.Contract;
import io.tidings.wire.EventHeader;
import io.tidings.wire.SchemaId;
import io.tidings.wire.SchemaIdPlace;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Objects;

/**
 * All contracts as one html page: no other file, no network, readable without a script. Only the page's own style and
 * script can take effect, whatever contracts hold. The same contracts give the same bytes.
 */
public final class ContractsPage {
    private final Documented documented;
    private final Html html = new Html();

    private ContractsPage(Documented documented) {
        this.documented = documented;
    }

    /** The page. */
    public static String of(Documented documented) {
        return new ContractsPage(documented).page();
    }

    private String page() {
        String style = resource("page.css");
        String script = resource("page.js");
        html.open("html", "lang", "en").line();
        head(style, script);
        html.open("body").line();
        html.element("a", "To the event types", "class", "skip", "href", "#events");
        side();
        html.open("main", "id", "events").line();
        reading();
        documented.lineage().events().forEach(event -> new EventArticle(html, documented, event).write());
        html.element("p", "No event type has all of these words.", "id", "none", "hidden", "");
        html.close().line();
        html.own("script", script);
        return html.close().close().toString();
    }

    private void head(String style, String script) {
        String policy = "default-src 'none'; style-src '" + digest(style) + "'; script-src '" + digest(script)
                + "'; base-uri 'none'; form-action 'none'";
        html.open("head").line();
        html.empty("meta", "charset", "utf-8");
        html.empty("meta", "http-equiv", "Content-Security-Policy", "content", policy);
        html.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        html.empty("meta", "name", "color-scheme", "content", "light dark").line();
        html.element("title", title()).line();
        html.own("style", style);
        html.close().line();
    }

    private String title() {
        return "Events of " + source();
    }

    private String source() {
        return documented.description().contracts().audit().source();
    }

    private void side() {
        html.open("aside").line().open("header");
        html.element("p", source(), "class", "source").element("h1", "Events");
        html.close().line();
        html.open("div", "class", "search", "hidden", "", "role", "search");
        html.element("label", "Search", "for", "search");
        html.empty(
                "input",
                "id",
                "search",
                "type",
                "search",
                "autocomplete",
                "off",
                "spellcheck",
                "false",
                "placeholder",
                "Names, fields, columns");
        html.element("p", "", "id", "found", "role", "status").close().line();
        html.open("details", "class", "index", "open", "");
        html.element("summary", documented.lineage().events().size() + " event types");
        html.open("nav", "aria-label", "Event types").open("ul").line();
        html.open("li")
                .element("a", "Reading the events", "href", "#reading")
                .close()
                .line();
        for (EventLineage event : documented.lineage().events()) {
            Contract contract = event.contract();
            html.open("li").element("a", contract.topic(), "href", "#" + contract.topic());
            html.close().line();
        }
        html.close().close().close().close().line();
    }

    private static String value(SchemaIdPlace place) {
        return place == SchemaIdPlace.PREFIX
                ? "the value is a zero byte, four bytes of schema id, then Avro binary."
                : "the value is Avro binary; the header `" + SchemaId.HEADER
                        + "` is a zero byte and four bytes of schema id.";
    }

    private void reading() {
        Platform platform = documented.description().platform();
        html.open("section", "id", "reading").line().element("h2", "Reading the events");
        html.open("p", "class", "doc")
                .prose("Each event shows every entity that it names exactly as the database stood when the audit row"
                        + " committed. One event type is one topic. Read with `isolation.level=read_committed`; "
                        + value(platform.schemaIdPlace()))
                .close()
                .line();
        html.open("dl", "class", "facts");
        fact("Brokers", platform.brokers());
        fact("Schema registry", List.of(platform.registry()));
        html.close().line();
        html.open("details").element("summary", "The headers of every event");
        html.open("dl", "class", "headers").line();
        for (EventHeader header : EventHeader.ALL) {
            html.open("dt").element("code", header.name());
            if (!header.always()) {
                html.text(" ").element("small", "not always");
            }
            html.close().open("dd").prose(header.description()).close().line();
        }
        html.close().close().close().line();
    }

    private void fact(String name, List<String> codes) {
        html.open("div").element("dt", name).open("dd");
        codes.forEach(code -> html.element("code", code).text(" "));
        html.close().close();
    }

    private static String digest(String content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }

    private static String resource(String name) {
        try (InputStream bytes = Objects.requireNonNull(ContractsPage.class.getResourceAsStream(name), name)) {
            return new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
