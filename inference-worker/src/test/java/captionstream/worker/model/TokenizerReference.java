package captionstream.worker.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** A text and the ids that another implementation gives it; the scripts that wrote them lie beside the files. */
public record TokenizerReference(String text, long[] ids) {
    private static final Path FOLDER = Path.of("src", "test", "resources", "tokenizer");

    /** @param name {@code gpt2} or {@code clip}; texts that its reference leaves out are left out */
    public static List<TokenizerReference> all(String name) {
        JsonNode texts = json("texts.json");
        JsonNode ids = json(name + "-ids.json.gz");
        List<TokenizerReference> all = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            if (!ids.get(i).isNull()) {
                all.add(new TokenizerReference(whole(texts.get(i)), Reference.ids(ids.get(i))));
            }
        }
        return all;
    }

    /** GPT-2's own. */
    public static List<String> gpt2Merges() {
        return lines("gpt2-merges.txt.gz")
                .filter(line -> !line.startsWith("#version"))
                .toList();
    }

    /** A small vocabulary in CLIP's form. */
    public static List<String> clipMerges() {
        return lines("clip-merges.txt").toList();
    }

    private static Stream<String> lines(String name) {
        return new String(bytes(name), StandardCharsets.UTF_8).lines();
    }

    private static String whole(JsonNode text) {
        return text.isTextual()
                ? text.textValue()
                : text.path("text").textValue().repeat(text.path("times").intValue());
    }

    private static JsonNode json(String name) {
        try {
            return new JsonMapper().readTree(bytes(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bytes(String name) {
        try (InputStream file = Files.newInputStream(FOLDER.resolve(name));
                InputStream in = name.endsWith(".gz") ? new GZIPInputStream(file) : file) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        String start = text.length() <= 40 ? text : text.substring(0, 40) + "...";
        StringBuilder escaped = new StringBuilder();
        start.chars()
                .forEach(c -> escaped.append(c > 31 && c < 127 ? Character.toString(c) : String.format("\\u%04x", c)));
        return escaped.toString();
    }
}
