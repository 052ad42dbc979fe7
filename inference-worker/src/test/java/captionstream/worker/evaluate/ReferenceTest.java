package captionstream.worker.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Against {@code evaluate/reference.py}, which computes the same in another way. */
class ReferenceTest {
    private static final List<String> CANDIDATES = new ArrayList<>();
    private static final List<List<String>> REFERENCES = new ArrayList<>();
    private static JsonNode captions;
    private static JsonNode expected;

    @BeforeAll
    static void read() throws IOException {
        captions = json("captions.json");
        expected = json("reference.json");
        for (JsonNode image : captions.get("images")) {
            CANDIDATES.add(image.get("candidate").asText());
            REFERENCES.add(StreamSupport.stream(image.get("references").spliterator(), false)
                    .map(JsonNode::asText)
                    .toList());
        }
    }

    private static JsonNode json(String name) throws IOException {
        try (InputStream file = ReferenceTest.class.getResourceAsStream("/evaluate/" + name)) {
            return new ObjectMapper().readTree(file);
        }
    }

    @Test
    void bleu() {
        BleuScores scores = Bleu.of(REFERENCES).score(CANDIDATES);

        assertThat(new double[] {scores.bleu1(), scores.bleu2(), scores.bleu3(), scores.bleu4()})
                .containsExactly(doubles(expected.get("bleu")), within(1e-9));
    }

    @Test
    void ciderD() {
        CiderD.Scores scores = CiderD.of(REFERENCES).score(CANDIDATES);

        assertThat(scores.mean()).isCloseTo(expected.get("cider_d").asDouble(), within(1e-9));
        assertThat(scores.each().stream().mapToDouble(score -> score).toArray())
                .containsExactly(doubles(expected.get("cider_d_each")), within(1e-9));
    }

    @Test
    void exactCaptionsAndAllTheRestTogether() {
        CaptionQuality quality = CaptionQuality.of(REFERENCES, CANDIDATES);

        assertThat(quality.captions()).isEqualTo(60);
        assertThat(quality.exact()).isEqualTo(expected.get("exact").asInt());
        assertThat(quality.bleu()).isEqualTo(Bleu.of(REFERENCES).score(CANDIDATES));
        assertThat(quality.ciderD())
                .isEqualTo(CiderD.of(REFERENCES).score(CANDIDATES).mean());
    }

    @Test
    void refClipScore() {
        JsonNode embeddings = captions.get("embeddings");
        double[] scores = IntStream.range(0, embeddings.size() - 3)
                .mapToDouble(i -> {
                    double[] caption = doubles(embeddings.get(i + 1));
                    return RefClipScore.of(cosine(doubles(embeddings.get(i)), caption), new double[] {
                        cosine(caption, doubles(embeddings.get(i + 2))), cosine(caption, doubles(embeddings.get(i + 3)))
                    });
                })
                .toArray();

        assertThat(scores).containsExactly(doubles(expected.get("ref_clip_score")), within(1e-9));
    }

    private static double cosine(double[] a, double[] b) {
        return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
    }

    private static double dot(double[] a, double[] b) {
        return IntStream.range(0, a.length).mapToDouble(i -> a[i] * b[i]).sum();
    }

    private static double[] doubles(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .mapToDouble(JsonNode::asDouble)
                .toArray();
    }
}
