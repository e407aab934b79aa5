package io.tidings.quickstart.documents;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidings.contracts.page.ContractsPage;
import io.tidings.quickstart.NodeProject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The page of the portal's contracts in Chromium, opened as a file; pictures go to target/pictures. */
class ContractsPageIT {
    private static final Path PICTURES = Path.of("target", "pictures");

    private static List<String> topics;
    private static JsonNode seen;

    @BeforeAll
    static void look() throws Exception {
        Portal portal = new Portal();
        topics = portal.contracts().contracts().stream()
                .map(contract -> contract.topic())
                .toList();
        Path page = Files.createDirectories(PICTURES).resolve("index.html");
        Files.writeString(page, ContractsPage.of(portal.documented()));
        seen = NodeProject.TESTS.json("page.mjs", page, PICTURES);
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    @Test
    void nothingIsFetchedAndNothingGoesWrong() {
        assertThat(seen.path("requests")).isEmpty();
        assertThat(seen.path("console")).isEmpty();
    }

    @Test
    void noWidthNeedsScrollingSidewaysWithEverythingUnfolded() {
        assertThat(seen.path("widths"))
                .hasSize(4)
                .allSatisfy(width ->
                        assertThat(width.get(0).asInt()).isEqualTo(width.get(1).asInt()));
    }

    @Test
    void darkIsDarkAndLightIsLight() {
        assertThat(seen.at("/backgrounds/light").asText()).isEqualTo("rgb(251, 250, 248)");
        assertThat(seen.at("/backgrounds/dark").asText()).isEqualTo("rgb(21, 24, 27)");
    }

    @Test
    void theSearchShowsTheEventTypesAndFieldsThatAreMeant() {
        assertThat(texts(seen.path("all"))).isEqualTo(topics);
        assertThat(texts(seen.path("found")))
                .containsExactly(
                        "access-cancelled",
                        "access-denied",
                        "access-granted",
                        "access-removed",
                        "access-requested",
                        "access-revoked");
        assertThat(texts(seen.path("listed"))).contains("access-revoked").doesNotContain("product-created");
        assertThat(seen.path("status").asText()).isEqualTo("6 of 26 event types");
        assertThat(texts(seen.path("hits"))).hasSize(6).containsOnly("revokedBy");
        assertThat(texts(seen.path("besides"))).containsExactly("access", "request", "revokedBy");
        assertThat(seen.path("foundNone")).isEmpty();
        assertThat(seen.path("none").asBoolean()).isTrue();
    }

    @Test
    void keysAreEnoughToSearchGoThereAndComeBack() {
        assertThat(seen.path("focused").asText()).isEqualTo("access-cancelled");
        assertThat(texts(seen.path("afterEscape"))).isEqualTo(topics);
    }

    @Test
    void theSchemaCanBeDownloadedFromAFile() {
        assertThat(seen.path("download").asText()).isEqualTo("product-created.avsc");
    }

    @Test
    void withoutScriptEverythingIsThereButTheSearch() {
        assertThat(texts(seen.at("/plain/articles"))).isEqualTo(topics);
        assertThat(seen.at("/plain/search").asBoolean()).isFalse();
        assertThat(seen.at("/plain/field").asText()).contains("uuid", "abstract_data_products.id");
    }

    @Test
    void picturesWereTaken() {
        assertThat(PICTURES).isDirectoryContaining("glob:**event-390-dark.png");
        assertThat(PICTURES).isDirectoryContaining("glob:**search-1280-light.png");
    }
}
