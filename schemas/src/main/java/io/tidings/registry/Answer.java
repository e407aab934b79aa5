package io.tidings.registry;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;

/** What the registry at a URL answered to a request, in JSON. */
record Answer(URI url, String doing, int status, JsonNode body) {

    boolean good() {
        return status == 200;
    }

    /** The registry works and says that the subject, version or schema asked for, or its own setting, is not there. */
    boolean absent() {
        return status == 404 && errorCode() > 40400 && errorCode() < 40500;
    }

    /** The body of a good answer; anything else is thrown with its remedy. */
    JsonNode orThrow() {
        if (good()) {
            return body;
        }
        if (status >= 500 || status == 429 || status == 408) {
            throw new RegistryUnavailable(sentence("failed", "try again, and if it stays so look at the registry"));
        }
        throw new RegistryRefused(errorCode(), sentence("was refused", remedy()));
    }

    /** A whole number that a good answer must hold. */
    int number(String field) {
        JsonNode value = orThrow().path(field);
        if (!value.isInt()) {
            throw lacking(field);
        }
        return value.intValue();
    }

    /** A text that a good answer must hold. */
    String text(String field) {
        JsonNode value = orThrow().path(field);
        if (!value.isTextual()) {
            throw lacking(field);
        }
        return value.textValue();
    }

    RegistryRefused lacking(String field) {
        return new RegistryRefused(
                status,
                "The schema registry at " + url + " answered to " + doing + " without a usable '" + field
                        + "'; check that the URL is the base of the registry's Confluent-compatible API.");
    }

    private String remedy() {
        return switch (status) {
            case 401 -> "check the registry's user and password";
            case 403 -> "ask for this permission, or use another user";
            case 404 -> "check that the URL is the base of the registry's Confluent-compatible API";
            case 409 -> "change the schema so that it is compatible, or the subject's compatibility";
            case 422 -> "correct the schema or the setting";
            default -> "check that the URL is that of a schema registry";
        };
    }

    private int errorCode() {
        return body.path("error_code").asInt(status);
    }

    private String sentence(String outcome, String remedy) {
        String said = body.path("message").asText("").strip();
        return "The schema registry at " + url + ": " + doing + " " + outcome + " (" + errorCode()
                + (said.isEmpty() ? "" : ", " + said) + "); " + remedy + ".";
    }
}
