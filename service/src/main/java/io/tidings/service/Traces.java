package io.tidings.service;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.tidings.configuration.Configuration;
import io.tidings.configuration.Setting;
import io.tidings.problem.Refusal;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Sends spans to a collector, by OTLP over HTTP; without {@code tracing.endpoint} there is no thread, no connection and no
 * span. Nothing waits for the collector: what it does not take in time is dropped.
 */
public final class Traces implements AutoCloseable {
    private static final String PATH = "/v1/traces";
    private static final Duration BETWEEN_EXPORTS = Duration.ofSeconds(1);
    private static final Duration EXPORT_LIMIT = Duration.ofSeconds(3);
    private static final int QUEUE = 2048;

    private final Optional<SdkTracerProvider> provider;

    private Traces(Optional<SdkTracerProvider> provider) {
        this.provider = provider;
    }

    /**
     * Begins to send, if it shall.
     *
     * @param application the name of what is traced
     * @param instance which one of its instances this is
     * @throws Refusal when the endpoint cannot be used
     */
    public static Traces start(Configuration configuration, String application, String instance) {
        String endpoint = configuration.text(Setting.TRACING_ENDPOINT);
        return new Traces(
                endpoint.isEmpty()
                        ? Optional.empty()
                        : Optional.of(provider(address(endpoint), application, instance)));
    }

    private static String address(String endpoint) {
        String base = endpoint.replaceFirst("/+$", "");
        return base.endsWith(PATH) ? base : base + PATH;
    }

    private static SdkTracerProvider provider(String address, String application, String instance) {
        Attributes service = Attributes.of(
                AttributeKey.stringKey("service.name"),
                application,
                AttributeKey.stringKey("service.instance.id"),
                instance);
        return SdkTracerProvider.builder()
                .setResource(Resource.getDefault().merge(Resource.create(service)))
                .addSpanProcessor(BatchSpanProcessor.builder(exporter(address))
                        .setScheduleDelay(BETWEEN_EXPORTS)
                        .setExporterTimeout(EXPORT_LIMIT)
                        .setMaxQueueSize(QUEUE)
                        .build())
                .build();
    }

    private static OtlpHttpSpanExporter exporter(String address) {
        try {
            return OtlpHttpSpanExporter.builder()
                    .setEndpoint(address)
                    .setTimeout(EXPORT_LIMIT)
                    .setConnectTimeout(EXPORT_LIMIT)
                    .build();
        } catch (IllegalArgumentException e) {
            throw new Refusal(
                    "tracing.endpoint cannot be used: " + e.getMessage() + ". It is written http://HOST:4318.", e);
        }
    }

    /** What makes the application's spans. */
    public Tracer tracer() {
        return provider.<TracerProvider>map(sdk -> sdk)
                .orElse(TracerProvider.noop())
                .get("");
    }

    /** Sends what is left, for three seconds at most. */
    @Override
    public void close() {
        provider.ifPresent(sdk -> sdk.shutdown().join(EXPORT_LIMIT.toMillis(), TimeUnit.MILLISECONDS));
    }
}
