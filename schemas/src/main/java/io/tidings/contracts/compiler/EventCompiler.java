package io.tidings.contracts.compiler;

import io.tidings.contracts.compiler.Scope.Misfit;
import io.tidings.contracts.path.PathException;
import io.tidings.contracts.path.PathParser;
import io.tidings.contracts.plan.AuditTable;
import io.tidings.contracts.plan.Compatibility;
import io.tidings.contracts.plan.Contract;
import io.tidings.contracts.plan.Occurrence;
import io.tidings.contracts.plan.PathPlan;
import io.tidings.contracts.plan.RecordPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.Schema;

/** Compiles the record of one event with its annotations; problems go to {@link Lines}. */
final class EventCompiler {
    private final Schema event;
    private final Scope scope;
    private final AuditTable audit;
    private final Lines lines;

    EventCompiler(Schema event, Scope scope, AuditTable audit, Lines lines) {
        this.event = event;
        this.scope = scope;
        this.audit = audit;
        this.lines = lines;
    }

    /** The contract; empty, or to be thrown away, when there were problems. */
    Optional<Contract> contract() {
        if (event.getType() != Schema.Type.RECORD) {
            problem("an event is a record.");
            return Optional.empty();
        }
        String eventType = eventType();
        int version = version();
        String topic = topic(eventType, version);
        requireShort(topic);
        OnCompiler.On on = on();
        List<Body> bodies =
                variants(on).stream().map(roots -> body(roots, topic)).toList();
        return bodies.get(0)
                .key()
                .map(key -> new Contract(
                        audit.source(),
                        eventType,
                        topic,
                        version,
                        compatibility(),
                        on.actions(),
                        on.changes(),
                        key,
                        bodies.get(0).record()));
    }

    private record Body(Optional<PathPlan> key, RecordPlan record) {}

    /** The plan is the same for each trigger; what can be null is not. */
    private Body body(RootScope roots, String topic) {
        PathCompiler paths = new PathCompiler(roots);
        return new Body(key(paths), new RecordCompiler(paths, topic, lines).event(event, Annotations.plain(event)));
    }

    private OnCompiler.On on() {
        Object on = event.getObjectProp(Annotations.ON);
        try {
            return new OnCompiler(scope, audit).on(on == null ? List.of() : on);
        } catch (Misfit | PathException e) {
            problem(RecordCompiler.sentence(String.valueOf(e.getMessage())));
            return new OnCompiler.On(Set.of(), List.of(), List.of());
        }
    }

    /** The roots that each trigger gives; those of an audit row when there is a problem with the triggers. */
    private List<RootScope> variants(OnCompiler.On on) {
        RootScope audited = RootScope.audited(scope, audit, on.tables());
        List<RootScope> variants = new ArrayList<>();
        on.changes().forEach(by -> variants.add(audited.changed(new RootScope.Change(by.kind(), by.table()))));
        if (!on.actions().isEmpty() || variants.isEmpty()) {
            variants.add(audited);
        }
        return variants;
    }

    private Optional<PathPlan> key(PathCompiler paths) {
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
        if (!eventType.matches("[a-zA-Z0-9._-]+")) {
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

    private Compatibility compatibility() {
        Object written = event.getObjectProp(Annotations.COMPATIBILITY);
        for (Compatibility known : Compatibility.values()) {
            if (known.name().equals(written)) {
                return known;
            }
        }
        if (written != null) {
            problem("@compatibility is one of "
                    + Stream.of(Compatibility.values()).map(Enum::name).collect(Collectors.joining(", ")) + ", not '"
                    + written + "'.");
        }
        return Compatibility.FULL_TRANSITIVE;
    }

    private void requireShort(String topic) {
        if (topic.length() > Occurrence.LONGEST_TOPIC) {
            problem("the topic " + topic + " has " + topic.length()
                    + " characters, and the ids of its events would have"
                    + " more than " + Occurrence.LONGEST_ID + "; give it a name of at most " + Occurrence.LONGEST_TOPIC
                    + " by @topic.");
        }
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
