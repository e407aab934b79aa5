package io.tidings.command;

import io.tidings.configuration.Configuration;
import io.tidings.configuration.Setting;
import io.tidings.contracts.catalog.Catalog;
import io.tidings.contracts.catalog.CatalogFile;
import io.tidings.contracts.compiler.Compilation;
import io.tidings.contracts.compiler.ContractCompiler;
import io.tidings.contracts.plan.Contracts;
import io.tidings.contracts.protection.Protection;
import io.tidings.contracts.protection.Treatment;
import io.tidings.contracts.protection.Treatments;
import io.tidings.problem.Problem;
import io.tidings.problem.Problems;
import io.tidings.problem.Refusal;
import io.tidings.registry.Credentials;
import io.tidings.registry.Layout;
import io.tidings.registry.RegistryClient;
import io.tidings.registry.RegistrySettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options of commands that have settings and contracts. */
public final class Options {
    static final String CATALOG = "catalog.yaml";

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "Settings (default: tidings.yaml here, when there is one).")
    private @Nullable Path config;

    @Option(
            names = {"-s", "--set"},
            paramLabel = "KEY=VALUE",
            converter = Overriding.Reader.class,
            description = "Overrides a setting, for example -s database.port=5433.")
    private List<Overriding> overrides = List.of();

    @Option(
            names = "--contracts",
            paramLabel = "DIR",
            description = "Directory of the contracts (default: the portal's, as shipped).")
    private @Nullable Path contracts;

    @Mixin
    private UsualOptions usual = new UsualOptions();

    /** A setting and its value, which is everything behind the first equals sign: quotes in it are its own. */
    private record Overriding(String key, String value) {

        private static final class Reader implements ITypeConverter<Overriding> {
            @Override
            public Overriding convert(String text) {
                int equals = text.indexOf('=');
                if (equals < 1) {
                    throw new TypeConversionException("should be in KEY=VALUE format but was " + text);
                }
                return new Overriding(text.substring(0, equals), text.substring(equals + 1));
            }
        }
    }

    /**
     * Reads the settings.
     *
     * @throws Refusal with all problems, when there are any
     */
    public Configuration configuration() {
        Problems problems = new Problems();
        Configuration configuration = Configuration.read(file(), System.getenv(), overrides(), problems);
        Tool.Log.format(configuration.text(Setting.LOG_FORMAT));
        if (!problems.isEmpty()) {
            throw refusal("The configuration cannot be used:", problems.all());
        }
        return configuration;
    }

    private Map<String, String> overrides() {
        Map<String, String> all = new LinkedHashMap<>();
        overrides.forEach(override -> all.put(override.key(), override.value()));
        if (contracts != null) {
            all.put(Setting.CONTRACTS.key(), contracts.toString());
        }
        return all;
    }

    private Optional<Configuration.File> file() {
        Path path = config == null ? Path.of("tidings.yaml") : config;
        if (config == null && !Files.exists(path)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Configuration.File(path.toString(), Files.readString(path)));
        } catch (IOException e) {
            throw new Refusal("The configuration " + path + " cannot be read; give its place with --config.", e);
        }
    }

    /**
     * The directory of the contracts of the one source that a command is about.
     *
     * @throws Refusal when there are several
     */
    public static Path contractsDirectory(Configuration configuration) {
        List<Path> directories = contractsDirectories(configuration);
        if (directories.size() > 1) {
            throw new Refusal("`contracts` names " + directories.size() + " directories, and this is about one source:"
                    + " choose by --contracts, and by the settings of that source.");
        }
        return directories.get(0);
    }

    /** The directories of contracts, one for each source; at least one. */
    public static List<Path> contractsDirectories(Configuration configuration) {
        return Arrays.stream(configuration
                        .text(Setting.CONTRACTS, shipped().toString())
                        .split(","))
                .map(String::strip)
                .filter(directory -> !directory.isEmpty())
                .map(Path::of)
                .toList();
    }

    /** The contracts that ship with Tidings. */
    static Path shipped() {
        return Path.of(System.getProperty("tidings.home", ".") + "/schemas/src/main/avro/portal");
    }

    /**
     * Compiles the contracts against the catalog file beside them.
     *
     * @throws Refusal with all problems, when there are any
     */
    public static Contracts compile(Path directory) {
        return compile(directory, catalog(directory));
    }

    /**
     * Reads the catalog file beside the contracts.
     *
     * @throws Refusal when there is none, or none that can be read
     */
    public static Catalog catalog(Path directory) {
        Path file = directory.resolve(CATALOG);
        try {
            return CatalogFile.read(Files.readString(file));
        } catch (IOException e) {
            throw new Refusal(
                    "There is no " + file + ", which describes the database's tables; write it with"
                            + " `./tidings contracts catalog`.",
                    e);
        } catch (IllegalArgumentException e) {
            throw new Refusal(file + ": " + e.getMessage(), e);
        }
    }

    /**
     * Compiles the contracts against a catalog.
     *
     * @throws Refusal with all problems, when there are any
     */
    public static Contracts compile(Path directory, Catalog catalog) {
        try {
            Compilation compilation = ContractCompiler.compile(directory, catalog);
            return compilation.fold(Function.identity(), problems -> {
                throw refusal("The contracts in " + directory + " do not compile:", problems);
            });
        } catch (IOException e) {
            throw new Refusal("The contracts in " + directory + " cannot be read; correct --contracts.", e);
        }
    }

    static Refusal refusal(String title, List<Problem> problems) {
        return new Refusal(
                title + problems.stream().map(problem -> "\n  " + problem).collect(Collectors.joining()));
    }

    /**
     * Where the registry is.
     *
     * @throws Refusal when its settings cannot be used
     */
    public static RegistrySettings registry(Configuration configuration) {
        String user = configuration.text(Setting.REGISTRY_USER);
        Optional<Credentials> credentials = user.isEmpty()
                ? Optional.empty()
                : Optional.of(new Credentials(user, configuration.text(Setting.REGISTRY_PASSWORD)));
        try {
            return new RegistrySettings(
                    URI.create(configuration.text(Setting.REGISTRY_URL)),
                    credentials,
                    configuration.file(Setting.REGISTRY_CA),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(15),
                    configuration.flag(Setting.REGISTRY_REFERENCES) ? Layout.REFERENCES : Layout.SELF_CONTAINED);
        } catch (IllegalArgumentException e) {
            throw new Refusal("registry.url cannot be used: " + e.getMessage(), e);
        }
    }

    static Registering registering(Configuration configuration) {
        RegistrySettings settings = registry(configuration);
        return new Registering(new RegistryClient(settings), settings.layout());
    }

    /**
     * How sensitive fields are treated.
     *
     * @throws Refusal with all problems, when that cannot be done
     */
    public static Treatments treatments(Configuration configuration, Collection<Contracts> contracts) {
        Problems problems = new Problems();
        Treatments treatments = Treatments.of(
                Map.of(
                        Treatment.SHOW, configuration.text(Setting.SENSITIVE_SHOW),
                        Treatment.MASK, configuration.text(Setting.SENSITIVE_MASK),
                        Treatment.HASH, configuration.text(Setting.SENSITIVE_HASH),
                        Treatment.DROP, configuration.text(Setting.SENSITIVE_DROP)),
                configuration.text(Setting.SENSITIVE_KEY),
                problems);
        Protection.check(contracts, treatments, problems);
        if (!problems.isEmpty()) {
            throw refusal("The configuration cannot be used:", problems.all());
        }
        return treatments;
    }
}
