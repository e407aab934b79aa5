package io.tidings.quickstart.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests a {@link Broker}, {@link Database} or {@link Registry} as a parameter. Each is started when first asked for
 * and serves all tests of the module; tests use topics, schemas and subjects of their own.
 */
public final class SharedServers implements ParameterResolver {

    /** Where the build unpacks the registry. */
    public static final Path REGISTRY = Path.of("target", "registry");

    private static final Map<Class<?>, Function<Path, AutoCloseable>> STARTS = Map.of(
            Broker.class, Broker::start,
            Database.class, Database::start,
            Registry.class, directory -> Registry.start(REGISTRY, directory));

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return STARTS.containsKey(parameter.getParameter().getType());
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return shared(parameter.getParameter().getType(), context);
    }

    /** One of them, for an extension that builds on it. */
    public static Object shared(Class<?> type, ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.create(SharedServers.class))
                .getOrComputeIfAbsent(type, SharedServers::started);
    }

    private static AutoCloseable started(Class<?> type) {
        try {
            Path directory = Files.createTempDirectory(Path.of("target"), type.getSimpleName());
            return Objects.requireNonNull(STARTS.get(type)).apply(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
