package io.tidings.enricher;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.tidings.contracts.plan.AuditTable;
import io.tidings.contracts.plan.Occurrence;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A span for each database transaction that published something: from its commit in the database until its Kafka
 * transaction has committed, by two clocks. What is given up leaves none.
 */
final class TransactionSpans {
    private static final String NAME = "tidings transaction";

    private final ThreadLocal<Map<Transaction, Published>> open = ThreadLocal.withInitial(LinkedHashMap::new);
    private final Tracer tracer;
    private final Clock clock;
    private final boolean on;

    private record Transaction(String source, long position) {}

    /** What a transaction has published so far. */
    private static final class Published {
        private final long millis;
        private final Set<String> parents = new LinkedHashSet<>();
        private long events;
        private long deadLetters;

        Published(long millis) {
            this.millis = millis;
        }
    }

    TransactionSpans(Tracer tracer, Clock clock) {
        this.tracer = tracer;
        this.clock = clock;
        this.on = tracer != TracerProvider.noop().get("");
    }

    void event(AuditTable audit, Occurrence occurrence) {
        if (on) {
            published(audit, occurrence).events++;
        }
    }

    void deadLetter(AuditTable audit, Occurrence occurrence) {
        if (on) {
            published(audit, occurrence).deadLetters++;
        }
    }

    private Published published(AuditTable audit, Occurrence occurrence) {
        Published published = open.get()
                .computeIfAbsent(
                        new Transaction(audit.source(), occurrence.position()),
                        transaction -> new Published(occurrence.millis()));
        occurrence.traceparent(audit).ifPresent(published.parents::add);
        return published;
    }

    void committed() {
        if (on) {
            open.get().forEach(this::end);
            open.get().clear();
        }
    }

    void aborted() {
        open.get().clear();
    }

    private void end(Transaction transaction, Published published) {
        List<SpanContext> parents = new ArrayList<>();
        published.parents.forEach(text -> parents.add(context(text)));
        SpanBuilder span = tracer.spanBuilder(NAME)
                .setSpanKind(SpanKind.PRODUCER)
                .setStartTimestamp(published.millis, TimeUnit.MILLISECONDS)
                .setAttribute("tidings.source", transaction.source())
                .setAttribute("tidings.position", transaction.position())
                .setAttribute("tidings.events", published.events)
                .setAttribute("tidings.dead_letters", published.deadLetters);
        if (parents.isEmpty()) {
            span.setNoParent();
        } else {
            span.setParent(Context.root().with(Span.wrap(parents.get(0))));
            parents.stream().skip(1).forEach(span::addLink);
        }
        span.startSpan().end(Math.max(published.millis, clock.millis()), TimeUnit.MILLISECONDS);
    }

    private static SpanContext context(String traceparent) {
        Context extracted =
                W3CTraceContextPropagator.getInstance().extract(Context.root(), traceparent, new Traceparent());
        return Span.fromContext(extracted).getSpanContext();
    }

    /** A trace context of which there is nothing but its text. */
    private static final class Traceparent implements TextMapGetter<String> {
        private static final String KEY = "traceparent";

        @Override
        public Iterable<String> keys(String text) {
            return List.of(KEY);
        }

        @Override
        public @Nullable String get(@Nullable String text, String key) {
            return key.equals(KEY) ? text : null;
        }
    }
}
