package io.tidings.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidings.contracts.compiler.SourceLines;
import io.tidings.contracts.plan.Contract;
import io.tidings.contracts.plan.Contracts;
import io.tidings.contracts.release.Break;
import io.tidings.contracts.release.Breaks;
import io.tidings.contracts.release.Versions;
import io.tidings.problem.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.avro.Schema;

/** How the contracts get along with what was released, in words and as JSON. */
final class CheckReport {
    private final List<Checked> checked = new ArrayList<>();
    private final SourceLines lines;
    private final SortedSet<String> gone;

    /** A contract and whom it breaks. */
    private record Checked(Contract contract, SortedMap<Integer, Schema> released, List<Break> breaks) {
        String status() {
            if (!breaks.isEmpty()) {
                return "breaking";
            }
            if (released.isEmpty()) {
                return "new";
            }
            return unchanged() ? "unchanged" : "compatible";
        }

        private boolean unchanged() {
            String now = contract.schema().toString();
            return Optional.ofNullable(released.get(released.lastKey()))
                    .map(Schema::toString)
                    .filter(now::equals)
                    .isPresent();
        }

        String next() {
            int version = contract.version() + 1;
            return "@version(" + version + "): topic " + contract.eventType() + ".v" + version + ", ce_type "
                    + contract.source() + "." + contract.eventType() + ".v" + version;
        }
    }

    CheckReport(Contracts contracts, Versions versions, SourceLines lines) {
        this.lines = lines;
        this.gone = new TreeSet<>(versions.topics());
        for (Contract contract : contracts.contracts()) {
            SortedMap<Integer, Schema> released = versions.of(contract.topic());
            List<Break> breaks = Breaks.of(contract.topic(), contract.schema(), released, contract.compatibility());
            checked.add(new Checked(contract, released, breaks));
            gone.remove(contract.topic());
        }
    }

    boolean breaking() {
        return !gone.isEmpty()
                || checked.stream().anyMatch(contract -> !contract.breaks().isEmpty());
    }

    /** One line per contract. */
    String summary() {
        return checked.stream()
                .map(each -> String.format(
                        "  %-34s %-10s %-16s %s%n",
                        each.contract().topic(),
                        each.status(),
                        each.contract().compatibility(),
                        String.join(", ", each.contract().actions())))
                .collect(Collectors.joining());
    }

    /** What breaks, each with file and line and whom, and what to do instead; empty when nothing does. */
    String problems() {
        StringBuilder text = new StringBuilder();
        grouped().forEach((problem, whom) -> {
            text.append("  ").append(problem).append('\n');
            whom.forEach((readers, versions) -> text.append("    breaks ")
                    .append(readers.text())
                    .append(" of ")
                    .append(String.join(", ", versions))
                    .append('\n'));
        });
        gone.forEach(topic -> text.append("  ")
                .append(topic)
                .append(" was released, and no contract writes it any more: its consumers get no more events. Keep its"
                        + " contract until they have moved; then remove its released schemas.\n"));
        if (grouped().isEmpty()) {
            return text.toString();
        }
        text.append(
                "Take them back, or keep the old contracts and write the changes into others beside them, with the next"
                        + " version:\n");
        checked.stream()
                .filter(each -> !each.breaks().isEmpty())
                .forEach(each -> text.append("  ")
                        .append(each.contract().schema().getName())
                        .append(" ")
                        .append(each.next())
                        .append('\n'));
        return text.toString();
    }

    /** A record that several events share is one problem. */
    private Map<Problem, SortedMap<Break.Readers, SortedSet<String>>> grouped() {
        Map<Problem, SortedMap<Break.Readers, SortedSet<String>>> grouped = new LinkedHashMap<>();
        for (Checked each : checked) {
            for (Break found : each.breaks()) {
                grouped.computeIfAbsent(problem(found), unused -> new TreeMap<>())
                        .computeIfAbsent(found.readers(), unused -> new TreeSet<>())
                        .add(found.topic() + " version " + found.version());
            }
        }
        return grouped;
    }

    private Problem problem(Break found) {
        return lines.problem(found.record(), found.field(), found.sentence() + ".");
    }

    ObjectNode json() {
        ObjectNode top = new ObjectMapper().createObjectNode();
        top.put("breaking", breaking());
        ArrayNode lost = top.putArray("gone");
        gone.forEach(lost::add);
        ArrayNode contracts = top.putArray("contracts");
        for (Checked each : checked) {
            ObjectNode contract = contracts.addObject();
            contract.put("topic", each.contract().topic());
            contract.put("type", each.contract().type());
            contract.put("compatibility", each.contract().compatibility().name());
            contract.put("status", each.status());
            ArrayNode released = contract.putArray("released");
            each.released().keySet().forEach(released::add);
            ArrayNode actions = contract.putArray("actions");
            each.contract().actions().forEach(actions::add);
            ArrayNode breaks = contract.putArray("breaks");
            each.breaks().forEach(found -> put(found, breaks.addObject()));
            if (!each.breaks().isEmpty()) {
                contract.put("offer", each.next());
            }
        }
        return top;
    }

    private void put(Break found, ObjectNode node) {
        Problem problem = problem(found);
        node.put("file", problem.file());
        node.put("line", problem.line());
        node.put("record", found.record());
        node.put("field", found.field());
        node.put("readers", found.readers().name().toLowerCase(Locale.ROOT));
        node.put("version", found.version());
        node.put("sentence", found.sentence());
    }
}
