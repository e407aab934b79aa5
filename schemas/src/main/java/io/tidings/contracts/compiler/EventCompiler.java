package io.tidings.contracts.compiler;

import io.tidings.contracts.compiler.Scope.Misfit;
import io.tidings.contracts.path.PathException;
import io.tidings.contracts.path.PathParser;
import io.tidings.contracts.plan.Contract;
import io.tidings.contracts.plan.PathPlan;
import io.tidings.contracts.plan.RecordPlan;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.Schema;

/** Compiles the record of one event with its annotations; problems go to {@link Lines}. */
final class EventCompiler {
    private final Schema event;
    private final PathCompiler paths;
    private final Lines lines;

    EventCompiler(Schema event, Scope scope, Lines lines) {
        this.event = event;
        this.paths = new PathCompiler(scope);
        this.lines = lines;
    }

    /** The contract; empty, or to be thrown away, when there were problems. */
    Optional<Contract> contract(String source) {
        if (event.getType() != Schema.Type.RECORD) {
            problem("an event is a record.");
            return Optional.empty();
        }
        Set<String> actions = actions();
        Optional<PathPlan> key = key();
        String eventType = eventType();
        int version = version();
        RecordPlan record = new RecordCompiler(paths, lines).event(event, Annotations.plain(event));
        return key.map(
                path -> new Contract(source, eventType, topic(eventType, version), version, actions, path, record));
    }

    private Set<String> actions() {
        Object on = event.getObjectProp(Annotations.ON);
        if (on instanceof String action) {
            return Set.of(action);
        }
        if (on instanceof List<?> actions
                && !actions.isEmpty()
                && actions.stream().allMatch(String.class::isInstance)) {
            return new LinkedHashSet<>(actions.stream().map(String.class::cast).toList());
        }
        problem("an event needs @on(\"action\") or @on([\"action\", \"action\"]).");
        return Set.of();
    }

    private Optional<PathPlan> key() {
        Object key = event.getObjectProp(Annotations.KEY);
        if (key == null) {
            problem("an event needs @key(\"root.column\"): the record key, which orders events.");
            return Optional.empty();
        }
        try {
            PathCompiler.Compiled compiled = paths.fromRoot(PathParser.path(String.valueOf(key)));
            if (compiled.end().value().isEmpty() || compiled.end().many()) {
                throw new Misfit("the path must end at one column");
            }
            return Optional.of(compiled.plan());
        } catch (Misfit | PathException e) {
            problem("@key: " + RecordCompiler.sentence(String.valueOf(e.getMessage())));
            return Optional.empty();
        }
    }

    private String eventType() {
        Object topic = event.getObjectProp(Annotations.TOPIC);
        String eventType = topic == null ? kebabCase(event.getName()) : String.valueOf(topic);
        if (!eventType.matches("[a-zA-Z0-9._-]{1,200}")) {
            problem("@topic names a Kafka topic: use letters, digits, ., _ and -, not '" + eventType + "'.");
        }
        return eventType;
    }

    private int version() {
        Object version = event.getObjectProp(Annotations.VERSION);
        if (version == null) {
            return 1;
        }
        if (version instanceof Integer number && number > 0) {
            return number;
        }
        problem("@version is a number from 1.");
        return 1;
    }

    private void problem(String sentence) {
        lines.problem(event.getName(), sentence);
    }

    /** A new major version is a new topic, so that old consumers stay untouched. */
    private static String topic(String eventType, int version) {
        return version == 1 ? eventType : eventType + ".v" + version;
    }

    private static String kebabCase(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }
}
