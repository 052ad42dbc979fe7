package captionstream.dashboard.web;

import captionstream.schemas.PromptRules;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.javalin.http.HttpStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An image that somebody wants captioned: one that was uploaded, or one at a URI.
 *
 * @param upload SHA-256 of an uploaded image
 * @param prompts null for the prompts in use
 */
record TryRequest(
        @JsonProperty("uri") @Nullable String uri,
        @JsonProperty("upload") @Nullable String upload,
        @JsonProperty("prompts") @Nullable List<String> prompts) {
    private static final int LONGEST_URI = 8 * 1024;

    /** Bytes of the longest request that can be in order. */
    static final int MAX_BYTES = 256 * 1024;

    TryRequest {
        check((uri == null) != (upload == null), "Give either an uploaded image or a URI.");
        check(uri == null || (!uri.isBlank() && uri.length() <= LONGEST_URI), "The URI is empty or over 8 KiB long.");
        if (prompts != null) {
            check(prompts.stream().noneMatch(prompt -> prompt == null), "A prompt must be text.");
            String violation = PromptRules.violation(prompts);
            check(violation == null, "These prompts cannot be used: " + violation + ".");
            prompts = List.copyOf(prompts);
        }
    }

    private static void check(boolean good, String problem) {
        if (!good) {
            throw new Refusal(HttpStatus.BAD_REQUEST, problem);
        }
    }
}
