package io.tidings.service;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tidings.configuration.Configuration;
import io.tidings.configuration.Setting;
import io.tidings.problem.Refusal;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an operator sees of an application, from before it starts until after it has stopped: {@code /livez}, which only a
 * stuck loop fails; {@code /readyz}, which fails while something it depends on is not as it must be; {@code /metrics} in
 * the text format of Prometheus.
 */
public final class Service implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Service.class);
    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

    private final PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Readiness readiness = new Readiness(metrics);
    private final List<Supplier<Check>> loops = new CopyOnWriteArrayList<>();
    private final JvmGcMetrics collections = new JvmGcMetrics();
    private final Optional<HttpPort> port;

    private Service(String address, int port, String setting) {
        new JvmMemoryMetrics().bindTo(metrics);
        new JvmThreadMetrics().bindTo(metrics);
        new ProcessorMetrics().bindTo(metrics);
        new UptimeMetrics().bindTo(metrics);
        collections.bindTo(metrics);
        this.port = port == 0
                ? Optional.empty()
                : Optional.of(HttpPort.open(new InetSocketAddress(address, port), setting, pages()));
        this.port.ifPresent(
                open -> LOG.atInfo().addKeyValue("address", open.address()).log("Health and metrics"));
    }

    /**
     * Opens the port.
     *
     * @param port the setting that names it; 0 opens none
     * @throws Refusal when it cannot be opened, or this process cannot work on this machine
     */
    public static Service start(Configuration configuration, Setting port) {
        TemporaryDirectory.require();
        return new Service(configuration.text(Setting.HTTP_ADDRESS), configuration.number(port), port.key());
    }

    private Map<String, Supplier<HttpPort.Page>> pages() {
        Map<String, Supplier<HttpPort.Page>> pages = new TreeMap<>();
        pages.put("/livez", () -> page(loops.stream().map(Supplier::get).toList()));
        pages.put("/readyz", () -> page(readiness.checks()));
        pages.put("/metrics", () -> new HttpPort.Page(200, PROMETHEUS, metrics.scrape()));
        return pages;
    }

    private static HttpPort.Page page(List<Check> checks) {
        String text = checks.stream().map(check -> check + "\n").collect(Collectors.joining());
        return HttpPort.Page.text(
                checks.stream().allMatch(Check::passes) ? 200 : 503, text.isEmpty() ? "It runs.\n" : text);
    }

    /** Where the application's meters are registered. */
    public MeterRegistry metrics() {
        return metrics;
    }

    /** Has something looked at every few seconds from now on; the application is not ready while one of its checks fails. */
    public void ready(String name, Look look) {
        readiness.add(name, look);
    }

    /** Looks at nothing any more: what is closed now would fail because of that. */
    public void stopLooking() {
        readiness.close();
    }

    /** Adds a loop that must go round; to be answered at once. */
    public void alive(Supplier<Check> loop) {
        loops.add(loop);
    }

    @Override
    public void close() {
        port.ifPresent(HttpPort::close);
        readiness.close();
        collections.close();
        metrics.close();
    }
}
