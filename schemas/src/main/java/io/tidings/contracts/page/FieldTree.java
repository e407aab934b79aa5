package io.tidings.contracts.page;

import io.tidings.contracts.lineage.EventLineage;
import io.tidings.contracts.lineage.FieldLineage;
import io.tidings.contracts.lineage.LineageText;
import io.tidings.contracts.lineage.Passage;
import io.tidings.contracts.release.TypeText;
import java.util.List;
import java.util.stream.Collectors;

/** The fields of an event; those of a record can be folded away. */
record FieldTree(Html html, EventLineage event, LineageText words) {

    void write() {
        list(0, 0);
        html.line();
    }

    /** Writes the fields of one record, the first of which is at that index, and returns the index after the last. */
    private int list(int first, int depth) {
        List<FieldLineage> fields = event.fields();
        int at = first;
        html.open("ul", "class", "fields").line();
        while (at < fields.size() && fields.get(at).depth() == depth) {
            FieldLineage field = fields.get(at);
            html.open("li");
            at++;
            if (field.isRecord()) {
                html.open("details").open("summary");
                row(field, "span");
                html.close();
                at = list(at, depth + 1);
                html.close();
            } else {
                row(field, "div");
            }
            html.close().line();
        }
        html.close();
        return at;
    }

    private void row(FieldLineage field, String box) {
        html.open(box, "class", "row").open("span", "class", "name");
        html.element("b", field.ownName()).text(" ");
        html.element("span", TypeText.of(field.schema()), "class", "type");
        if (field.schema().isNullable()) {
            html.text(" ").element("small", "or null");
        }
        field.sensitive().ifPresent(label -> html.text(" ").element("small", "sensitive: " + label));
        html.close().text(" ").open("span", "class", "about");
        if (!field.doc().isEmpty()) {
            html.open("span").prose(field.doc()).close().text(" ");
        }
        List<String> symbols = TypeText.symbols(field.schema());
        if (!symbols.isEmpty()) {
            html.open("span", "class", "symbols");
            symbols.forEach(symbol -> html.element("code", symbol).text(" "));
            html.close().text(" ");
        }
        origin(field);
        html.close().close();
    }

    private void origin(FieldLineage field) {
        html.open("span", "class", "origin").text("← ");
        if (field.depth() == 0 && !field.isComparison()) {
            html.element("i", LineageText.from(field)).text(": ");
        }
        html.text(field.isComparison() ? compared(field) : words.reads(field));
        List<Passage> own = event.ownPassages(field);
        String way = words.way(own);
        if (!way.isEmpty()) {
            html.text(" ").element("small", way);
        }
        html.close();
    }

    private static String compared(FieldLineage field) {
        return "the names of what differs between "
                + field.origins().stream().map(origin -> origin.name()).collect(Collectors.joining(" and "));
    }
}
