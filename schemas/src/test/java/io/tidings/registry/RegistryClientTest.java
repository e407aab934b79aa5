package io.tidings.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tidings.contracts.plan.Compatibility;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RegistryClientTest {

    private ScriptedRegistry registry;
    private RegistryClient client;

    @BeforeEach
    void start() throws IOException {
        registry = new ScriptedRegistry();
        client = new RegistryClient(RegistrySettings.of(registry.url()));
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    @Test
    void registeringSendsTheSchemaAndItsReferences() {
        registry.willAnswer(200, "{\"id\":7}");
        assertThat(client.register("a b/c-value", "\"string\"", new Reference("io.x.Team", "team", 2)))
                .isEqualTo(7);
        assertThat(registry.requests())
                .containsExactly(new ScriptedRegistry.Request(
                        "POST /api/subjects/a%20b%2Fc-value/versions",
                        "null",
                        "application/vnd.schemaregistry.v1+json",
                        "{\"schema\":\"\\\"string\\\"\",\"references\":"
                                + "[{\"name\":\"io.x.Team\",\"subject\":\"team\",\"version\":2}]}"));
    }

    @Test
    void lookingUpFindsIdAndVersion() {
        registry.willAnswer(200, "{\"subject\":\"a\",\"version\":3,\"id\":7,\"schema\":\"x\"}");
        assertThat(client.lookUp("a", "x")).contains(new Registered(7, 3, "a"));
    }

    @Test
    void anUnknownSubjectOrSchemaIsAnEmptyAnswer() {
        registry.willAnswer(404, "{\"error_code\":40401,\"message\":\"no subject\"}")
                .willAnswer(404, "{\"error_code\":40403,\"message\":\"no schema\"}")
                .willAnswer(404, "{\"error_code\":40403,\"message\":\"no id\"}")
                .willAnswer(404, "{\"error_code\":40401,\"message\":\"no subject\"}")
                .willAnswer(404, "{\"error_code\":40402,\"message\":\"no version\"}");
        assertThat(client.lookUp("a", "x")).isEmpty();
        assertThat(client.lookUp("a", "x")).isEmpty();
        assertThat(client.byId(9)).isEmpty();
        assertThat(client.versions("a")).isEmpty();
        assertThat(client.latest("a")).isEmpty();
    }

    @Test
    void whatIsThereIsRead() {
        registry.willAnswer(200, "{\"schema\":\"\\\"long\\\"\"}")
                .willAnswer(200, "[1,2,4]")
                .willAnswer(200, "{\"subject\":\"a\",\"version\":4,\"id\":9,\"schema\":\"\\\"int\\\"\"}");
        assertThat(client.byId(7)).contains("\"long\"");
        assertThat(client.versions("a")).containsExactly(1, 2, 4);
        assertThat(client.latest("a")).contains(new SubjectVersion(new Registered(9, 4, "a"), "\"int\""));
        assertThat(registry.requests())
                .extracting(ScriptedRegistry.Request::line)
                .containsExactly(
                        "GET /api/schemas/ids/7",
                        "GET /api/subjects/a/versions",
                        "GET /api/subjects/a/versions/latest");
    }

    @Test
    void aVerdictCarriesTheRegistrysWords() {
        registry.willAnswer(200, "{\"is_compatible\":false,\"messages\":[\"field y has no default\"]}")
                .willAnswer(200, "{\"is_compatible\":true}");
        assertThat(client.test("a", "x")).isEqualTo(new Verdict(false, List.of("field y has no default")));
        assertThat(client.test("a", "x")).isEqualTo(new Verdict(true, List.of()));
    }

    @Test
    void anythingMayBecomeTheFirstVersionOfASubject() {
        registry.willAnswer(404, "{\"error_code\":40401,\"message\":\"no subject\"}");
        assertThat(client.test("a", "x").compatible()).isTrue();
    }

    @Test
    void aSubjectWithoutItsOwnCompatibilityHasTheGlobalOne() {
        registry.willAnswer(404, "{\"error_code\":40408,\"message\":\"not configured\"}")
                .willAnswer(200, "{\"compatibilityLevel\":\"BACKWARD\"}")
                .willAnswer(200, "{\"compatibilityLevel\":\"FULL_TRANSITIVE\"}");
        assertThat(client.compatibility("a")).isEqualTo(Compatibility.BACKWARD);
        assertThat(client.compatibility("a")).isEqualTo(Compatibility.FULL_TRANSITIVE);
        assertThat(registry.requests())
                .extracting(ScriptedRegistry.Request::line)
                .containsExactly(
                        "GET /api/config/a?defaultToGlobal=true",
                        "GET /api/config",
                        "GET /api/config/a?defaultToGlobal=true");
    }

    @Test
    void compatibilityIsSetForASubjectOrForAll() {
        registry.willAnswer(200, "{\"compatibility\":\"FULL\"}").willAnswer(200, "{\"compatibility\":\"NONE\"}");
        client.demand(Compatibility.FULL, "a");
        client.demand(Compatibility.NONE);
        assertThat(registry.requests())
                .extracting(request -> request.line() + " " + request.body())
                .containsExactly(
                        "PUT /api/config/a {\"compatibility\":\"FULL\"}",
                        "PUT /api/config {\"compatibility\":\"NONE\"}");
    }

    @Test
    void credentialsGoWithEveryRequest() {
        Duration limit = Duration.ofSeconds(5);
        RegistrySettings settings = new RegistrySettings(
                URI.create(registry.url() + "/"),
                Optional.of(new Credentials("ann", "pä:ss")),
                Optional.empty(),
                limit,
                limit,
                Layout.SELF_CONTAINED);
        registry.willAnswer(200, "[]");
        new RegistryClient(settings).versions("a");
        assertThat(registry.requests())
                .extracting(ScriptedRegistry.Request::line, ScriptedRegistry.Request::authorization)
                .containsExactly(tuple("GET /api/subjects/a/versions", "Basic YW5uOnDDpDpzcw=="));
    }
}
