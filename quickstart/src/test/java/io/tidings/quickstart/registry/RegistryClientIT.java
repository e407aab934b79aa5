package io.tidings.quickstart.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidings.contracts.plan.Compatibility;
import io.tidings.quickstart.servers.Registry;
import io.tidings.quickstart.servers.SharedServers;
import io.tidings.registry.Layout;
import io.tidings.registry.Reference;
import io.tidings.registry.Registered;
import io.tidings.registry.RegistryClient;
import io.tidings.registry.RegistryRefused;
import io.tidings.registry.RegistrySettings;
import io.tidings.registry.SubjectVersion;
import java.net.URI;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedServers.class)
class RegistryClientIT {

    private static final String FIRST = record("{\"name\":\"x\",\"type\":\"int\"}");
    private static final String COMPATIBLE =
            record("{\"name\":\"x\",\"type\":\"int\"},{\"name\":\"y\",\"type\":\"int\",\"default\":0}");
    private static final String INCOMPATIBLE =
            record("{\"name\":\"x\",\"type\":\"int\"},{\"name\":\"z\",\"type\":\"int\"}");

    private final URI url;
    private final RegistryClient client;

    RegistryClientIT(Registry registry) {
        url = registry.url();
        client = new RegistryClient(RegistrySettings.of(url));
    }

    @Test
    void aSchemaIsRegisteredOnceAndFound() {
        int id = client.register("found-value", FIRST);
        assertThat(client.register("found-value", FIRST)).isEqualTo(id);
        int second = client.register("found-value", COMPATIBLE);
        Registered latest = new Registered(second, 2, "found-value");
        assertThat(client.byId(id)).contains(FIRST);
        assertThat(client.lookUp("found-value", FIRST)).contains(new Registered(id, 1, "found-value"));
        assertThat(client.latest("found-value")).contains(new SubjectVersion(latest, COMPATIBLE));
        assertThat(client.versions("found-value")).containsExactly(1, 2);
    }

    @Test
    void whatIsNotThereIsAnEmptyAnswer() {
        client.register("present-value", FIRST);
        assertThat(client.lookUp("present-value", INCOMPATIBLE)).isEmpty();
        assertThat(client.lookUp("absent-value", FIRST)).isEmpty();
        assertThat(client.latest("absent-value")).isEmpty();
        assertThat(client.versions("absent-value")).isEmpty();
        assertThat(client.byId(987_654)).isEmpty();
    }

    @Test
    void compatibilityIsTestedAndEnforcedPerSubject() {
        client.register("strict-value", FIRST);
        assertThat(client.compatibility("strict-value")).isEqualTo(Compatibility.NONE);
        client.demand(Compatibility.FULL_TRANSITIVE, "strict-value");
        assertThat(client.compatibility("strict-value")).isEqualTo(Compatibility.FULL_TRANSITIVE);
        assertThat(client.test("strict-value", COMPATIBLE).compatible()).isTrue();
        assertThat(client.test("strict-value", INCOMPATIBLE).compatible()).isFalse();
        assertThat(client.test("absent-value", INCOMPATIBLE).compatible()).isTrue();
        assertThatThrownBy(() -> client.register("strict-value", INCOMPATIBLE))
                .isInstanceOf(RegistryRefused.class)
                .hasMessageContaining("(409, ")
                .hasMessageContaining("change the schema so that it is compatible");
    }

    @Test
    void theGlobalCompatibilityHoldsForSubjectsWithoutTheirOwn() {
        client.register("global-value", FIRST);
        try {
            client.demand(Compatibility.BACKWARD);
            assertThat(client.compatibility()).isEqualTo(Compatibility.BACKWARD);
            assertThat(client.compatibility("global-value")).isEqualTo(Compatibility.BACKWARD);
        } finally {
            client.demand(Compatibility.NONE);
        }
    }

    @Test
    void aReferenceResolvesToAnotherSubject() {
        client.register("part", FIRST);
        String whole = "{\"type\":\"record\",\"name\":\"Whole\",\"namespace\":\"io.tidings.it\","
                + "\"fields\":[{\"name\":\"part\",\"type\":\"io.tidings.it.Part\"}]}";
        int id = client.register("whole-value", whole, new Reference("io.tidings.it.Part", "part", 1));
        assertThat(new Schema.Parser().parse(client.byId(id).orElseThrow()))
                .isEqualTo(new Schema.Parser().parse(whole.replace("\"io.tidings.it.Part\"", FIRST)));
    }

    @Test
    void sharedTypesCanBeSubjectsOfTheirOwn() {
        String kind = "{\"type\":\"enum\",\"name\":\"Kind\",\"symbols\":[\"A\"]}";
        String inner =
                "{\"type\":\"record\",\"name\":\"Inner\",\"fields\":[{\"name\":\"kind\",\"type\":" + kind + "}]}";
        Schema schema = new Schema.Parser()
                .parse("{\"type\":\"record\",\"name\":\"Outer\",\"namespace\":\"io.tidings.shared\",\"fields\":["
                        + "{\"name\":\"inner\",\"type\":" + inner + "},"
                        + "{\"name\":\"others\",\"type\":{\"type\":\"array\",\"items\":\"Inner\"}},"
                        + "{\"name\":\"kind\",\"type\":[\"null\",\"Kind\"],\"default\":null}]}");
        assertThat(Layout.REFERENCES.lookUp(client, "outer-value", schema)).isEmpty();
        int id = Layout.REFERENCES.register(client, "outer-value", schema);
        assertThat(Layout.REFERENCES.register(client, "outer-value", schema)).isEqualTo(id);
        assertThat(Layout.REFERENCES.lookUp(client, "outer-value", schema))
                .map(Registered::id)
                .contains(id);
        assertThat(client.versions("io.tidings.shared.Kind")).containsExactly(1);
        assertThat(client.versions("io.tidings.shared.Inner")).containsExactly(1);
        assertThat(new Schema.Parser().parse(client.byId(id).orElseThrow())).isEqualTo(schema);
        assertThat(new Schema.Parser()
                        .parse(client.latest("outer-value").orElseThrow().schema()))
                .isEqualTo(schema);
    }

    @Test
    void nonsenseAndAWrongPathAreRefused() {
        assertThatThrownBy(() -> client.register("nonsense-value", "{nonsense"))
                .isInstanceOf(RegistryRefused.class)
                .hasMessageContaining("correct the schema");
        RegistryClient astray = new RegistryClient(RegistrySettings.of(URI.create(url + "/astray")));
        assertThatThrownBy(() -> astray.versions("found-value"))
                .isInstanceOf(RegistryRefused.class)
                .hasMessageContaining("check that the URL is the base");
    }

    private static String record(String fields) {
        return "{\"type\":\"record\",\"name\":\"Part\",\"namespace\":\"io.tidings.it\",\"fields\":[" + fields + "]}";
    }
}
