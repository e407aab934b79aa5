package io.tidings.distribution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** A YAML file of the project, its documents with all aliases and merges resolved. */
record DeploymentFile(String name, List<JsonNode> documents) {
    private static final Path PROJECT = Path.of("..");
    private static final ObjectMapper JSON = new ObjectMapper();

    static DeploymentFile read(String name) throws IOException {
        List<JsonNode> documents = new ArrayList<>();
        new Yaml(new SafeConstructor(new LoaderOptions()))
                .loadAll(Files.readString(PROJECT.resolve(name)))
                .forEach(document -> documents.add(JSON.valueToTree(document)));
        return new DeploymentFile(name, documents);
    }

    /** The file's one document. */
    JsonNode document() {
        if (documents.size() != 1) {
            throw new AssertionError(name + " has " + documents.size() + " documents.");
        }
        return documents.get(0);
    }

    /** The texts of an array. */
    static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}
