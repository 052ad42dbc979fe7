package captionstream.worker.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import captionstream.worker.caption.CaptionOutcome;
import captionstream.worker.caption.CaptionTask;
import captionstream.worker.caption.ClipGpt2Captioner;
import captionstream.worker.caption.CopiedProjection;
import captionstream.worker.caption.DecodingOptions;
import captionstream.worker.caption.FreshProjection;
import captionstream.worker.caption.GeneratedCaption;
import captionstream.worker.caption.ModelBundle;
import captionstream.worker.caption.NewProjection;
import captionstream.worker.model.JsonConfig;
import captionstream.worker.model.ModelFileException;
import captionstream.worker.model.SafetensorsWriter;
import captionstream.worker.model.Torch;
import captionstream.worker.model.Weights;
import captionstream.worker.train.RandomBundle;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tiny random models on a hub of our own; the bundle they were published from says what must come out. */
class BundlePullTest {
    private static final long SEED = 1;
    /** {@link RandomBundle} draws its projection from this one. */
    private static final long PROJECTION_SEED = SEED + 2;

    private static final String CLIP = "openai/clip-vit-base-patch16";
    private static final String GPT2 = "openai-community/gpt2";
    private static final NewProjection FRESH = new FreshProjection(1, PROJECTION_SEED);

    private final RecordingListener listener = new RecordingListener();
    private FakeHub server;

    @TempDir
    private Path folder;

    @BeforeEach
    void publish() throws IOException {
        server = new FakeHub();
        RandomBundle.write(original(), RandomBundle.TINY, SEED);
        for (String name : List.of("config.json", "preprocessor_config.json", "tokenizer.json", "model.safetensors")) {
            server.put(CLIP, name, Files.readAllBytes(original().resolve("clip").resolve(name)));
        }
        for (String name : List.of("config.json", "tokenizer.json", "model.safetensors")) {
            server.put(GPT2, name, Files.readAllBytes(original().resolve("gpt2").resolve(name)));
        }
        server.put(CLIP, "README.md", "hello".getBytes(StandardCharsets.UTF_8));
        server.put(CLIP, "tf_model.h5", new byte[5000]);
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void the_bundle_is_the_one_that_was_published() {
        BundlePull.Pulled pulled = pull(FRESH);

        assertThat(pulled.isNew()).isTrue();
        assertThat(ModelBundle.open(out()).fingerprint())
                .isEqualTo(ModelBundle.open(original()).fingerprint());
        assertThat(out().resolve("clip")).isDirectoryNotContaining("glob:**{README,tf_model,.part}*");
    }

    @Test
    void bundle_json_says_where_everything_is_from_and_that_the_projection_is_untrained() {
        pull(FRESH);

        JsonConfig provenance = JsonConfig.read(out().resolve("bundle.json")).section("provenance");
        assertThat(provenance.text("hub", "")).isEqualTo(server.endpoint().toString());
        assertThat(provenance.section("clip").text("repository", "")).isEqualTo(CLIP);
        assertThat(provenance.section("clip").text("revision", "")).isEqualTo("main");
        assertThat(provenance.section("clip").text("commit", "")).isEqualTo(FakeHub.COMMIT);
        assertThat(provenance.section("gpt2").text("repository", "")).isEqualTo(GPT2);
        assertThat(provenance.section("projection").flag("untrained", false)).isTrue();
    }

    @Test
    void weights_in_several_files_caption_as_the_one_they_were_split_from() throws IOException {
        split(GPT2, "gpt2");

        pull(FRESH);

        assertThat(out().resolve("gpt2/model.safetensors")).doesNotExist();
        assertThat(captions(out())).isEqualTo(captions(original()));
    }

    @Test
    void weights_of_pytorch_caption_as_those_they_were_converted_from() throws IOException {
        server.remove(CLIP, "model.safetensors");
        try (NDManager manager = Torch.newManager("cpu")) {
            server.put(CLIP, "pytorch_model.bin", TorchFile.of(weights("clip", manager)));
        }

        pull(FRESH);

        assertThat(captions(out())).isEqualTo(captions(original()));
    }

    @Test
    void safetensors_are_preferred_to_what_pytorch_wrote() {
        server.put(CLIP, "pytorch_model.bin", new byte[5000]);

        pull(FRESH);

        assertThat(out().resolve("clip/pytorch_model.bin")).doesNotExist();
    }

    @Test
    void a_second_run_downloads_nothing_and_leaves_the_bundle_alone() {
        pull(FRESH);
        int before = contentRequests();

        BundlePull.Pulled again = pull(new FreshProjection(1, 99));

        assertThat(again.isNew()).isFalse();
        assertThat(contentRequests()).isEqualTo(before);
        assertThat(ModelBundle.open(out()).fingerprint())
                .isEqualTo(ModelBundle.open(original()).fingerprint());
    }

    @Test
    void a_run_that_failed_goes_on() {
        server.next(GPT2 + "/resolve/" + FakeHub.COMMIT + "/model.safetensors", FakeHub.status(403));
        assertThatThrownBy(() -> pull(FRESH)).isInstanceOf(HubException.class);
        assertThat(out().resolve("bundle.json")).doesNotExist();

        pull(FRESH);

        assertThat(listener.files).contains("clip/model.safetensors (there)").endsWith("gpt2/model.safetensors");
        assertThat(captions(out())).isEqualTo(captions(original()));
    }

    @Test
    void a_damaged_file_of_a_complete_bundle_is_fetched_again() throws IOException {
        pull(FRESH);
        Files.writeString(out().resolve("clip/tokenizer.json"), "{}");

        pull(FRESH);

        assertThat(ModelBundle.open(out()).fingerprint())
                .isEqualTo(ModelBundle.open(original()).fingerprint());
    }

    @Test
    void a_projection_of_another_bundle_is_copied_with_its_settings() throws IOException {
        Path other = Files.createDirectory(folder.resolve("trained"));
        try (NDManager manager = Torch.newManager("cpu")) {
            SafetensorsWriter.write(
                    other.resolve("projection.safetensors"),
                    Map.of("weight", manager.ones(new Shape(64, 24)), "bias", manager.ones(new Shape(64))));
        }
        Files.writeString(other.resolve("bundle.json"), "{\"normalize_embedding\":true}");

        ModelBundle bundle = pull(new CopiedProjection(other.resolve("projection.safetensors")))
                .bundle();

        assertThat(bundle.prefixLength()).isEqualTo(2);
        assertThat(bundle.normalizeEmbedding()).isTrue();
        assertThat(out().resolve("projection.safetensors"))
                .hasSameBinaryContentAs(other.resolve("projection.safetensors"));
        JsonConfig provenance = JsonConfig.read(out().resolve("bundle.json")).section("provenance");
        assertThat(provenance.section("projection").text("copied", "")).startsWith("sha256:");
    }

    @ParameterizedTest
    @CsvSource({
        "33, 24, 'tensor weight has shape [33, 24], whose rows are no multiple of 32'",
        "32, 25, 'tensor weight has shape (32, 25) where the config asks for (32, 24)'"
    })
    void a_projection_that_does_not_fit_is_refused_before_weights_are_fetched(int rows, int columns, String problem) {
        Path file = folder.resolve("projection.safetensors");
        try (NDManager manager = Torch.newManager("cpu")) {
            SafetensorsWriter.write(
                    file,
                    Map.of(
                            "weight", manager.ones(new Shape(rows, columns)),
                            "bias", manager.ones(new Shape(rows))));
        }

        assertThatThrownBy(() -> pull(new CopiedProjection(file)))
                .isInstanceOf(ModelFileException.class)
                .hasMessageContaining(problem);
        assertThat(server.requestsFor("model.safetensors")).isEmpty();
    }

    @Test
    void a_projection_is_never_overwritten() throws IOException {
        Files.createDirectories(out());
        Files.writeString(out().resolve("projection.safetensors"), "somebody's");

        assertThatThrownBy(() -> pull(FRESH)).hasMessageEndingWith("has a projection.safetensors of unknown origin");
        assertThatThrownBy(() -> pull(new CopiedProjection(original().resolve("projection.safetensors"))))
                .hasMessageEndingWith("has another projection already");
    }

    @Test
    void a_bundle_of_other_models_is_never_overwritten() {
        RandomBundle.write(out(), RandomBundle.TINY, 7);

        assertThatThrownBy(() -> pull(FRESH))
                .isInstanceOf(HubException.class)
                .hasMessageContaining("holds a bundle already, whose clip is not from the hub");
    }

    @Test
    void a_revision_that_has_moved_on_is_not_mixed_with_what_is_there() throws IOException {
        pull(FRESH);
        Path bundleJson = out().resolve("bundle.json");
        Files.writeString(bundleJson, Files.readString(bundleJson).replace(FakeHub.COMMIT, "0".repeat(40)));

        assertThatThrownBy(() -> pull(FRESH))
                .isInstanceOf(HubException.class)
                .hasMessageContaining("whose clip is " + CLIP + " at " + "0".repeat(40) + " and not " + CLIP + " at "
                        + FakeHub.COMMIT);
    }

    @ParameterizedTest
    @CsvSource({
        "config.json,              has no config.json at main",
        "preprocessor_config.json, has no preprocessor_config.json at main",
        "tokenizer.json,           has no tokenizer.json at main",
        "model.safetensors,        'has none of model.safetensors, model.safetensors.index.json, pytorch_model.bin at main'"
    })
    void a_repository_that_lacks_a_file_is_refused(String name, String problem) {
        server.remove(CLIP, name);

        assertThatThrownBy(() -> pull(FRESH)).isInstanceOf(HubException.class).hasMessage(CLIP + " " + problem);
    }

    @Test
    void a_tokenizer_in_two_files_is_refused() {
        server.remove(GPT2, "tokenizer.json");
        server.put(GPT2, "vocab.json", new byte[10]);

        assertThatThrownBy(() -> pull(FRESH)).hasMessageContaining("vocab.json and merges.txt, without tokenizer.json");
    }

    @Test
    void weights_in_several_files_of_pytorch_are_refused() {
        server.remove(GPT2, "model.safetensors");
        server.put(GPT2, "pytorch_model.bin.index.json", new byte[10]);

        assertThatThrownBy(() -> pull(FRESH))
                .isInstanceOf(HubException.class)
                .satisfies(e -> assertThat(((HubException) e).remedy()).contains("several pytorch_model files"));
    }

    @Test
    void another_kind_of_model_is_refused_before_its_weights_are_fetched() {
        assertThatThrownBy(() -> pull(GPT2, GPT2))
                .isInstanceOf(ModelFileException.class)
                .hasMessage(out().resolve("clip/config.json") + ": model_type is gpt2 where clip was expected");
        assertThatThrownBy(() -> pull(CLIP, CLIP))
                .isInstanceOf(ModelFileException.class)
                .hasMessage(out().resolve("gpt2/config.json") + ": model_type is clip where gpt2 was expected");
        assertThat(server.requestsFor("model.safetensors")).isEmpty();
    }

    @Test
    void weights_left_in_the_folder_are_not_read_in_place_of_those_that_come() throws IOException {
        split(GPT2, "gpt2");
        Files.createDirectories(out().resolve("gpt2"));
        Files.createFile(out().resolve("gpt2/model.safetensors"));

        assertThatThrownBy(() -> pull(FRESH))
                .isInstanceOf(HubException.class)
                .hasMessageContaining("which would be read instead of model.safetensors.index.json");
    }

    @Test
    void weights_that_do_not_fit_the_config_make_no_bundle() throws IOException {
        String config = Files.readString(original().resolve("gpt2/config.json"));
        server.put(
                GPT2,
                "config.json",
                config.replace("\"n_layer\" : 2", "\"n_layer\" : 3").getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(() -> pull(FRESH))
                .isInstanceOf(ModelFileException.class)
                .hasMessage(out().resolve("gpt2/model.safetensors") + ": tensor h.2.ln_1.weight is missing");
        assertThat(out().resolve("bundle.json")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({
        "../evil.safetensors, ../evil.safetensors",
        "/tmp/evil.safetensors, /tmp/evil.safetensors",
        "gone.safetensors,    has no gone.safetensors at main"
    })
    void an_index_that_names_files_elsewhere_is_refused(String shard, String problem) {
        server.remove(GPT2, "model.safetensors");
        server.put(
                GPT2,
                "model.safetensors.index.json",
                ("{\"weight_map\":{\"wte.weight\":\"" + shard + "\"}}").getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(() -> pull(FRESH)).hasMessageContaining(problem);
        assertThat(folder).isDirectoryNotContaining("glob:**evil*");
    }

    @Test
    void settings_that_are_too_long_are_not_fetched() {
        server.put(CLIP, "config.json", new byte[1_000_001]);

        assertThatThrownBy(() -> pull(FRESH)).hasMessageContaining("config.json of " + CLIP + " has 1000001 bytes");
        assertThat(contentRequests()).isZero();
    }

    private BundlePull.Pulled pull(NewProjection projection) {
        return pull(CLIP, GPT2, projection);
    }

    private BundlePull.Pulled pull(String clip, String gpt2) {
        return pull(clip, gpt2, FRESH);
    }

    private BundlePull.Pulled pull(String clip, String gpt2, NewProjection projection) {
        Retries retries = new Retries(3, Duration.ofSeconds(1), Duration.ofMinutes(2), time -> {});
        Hub hub = new Hub(server.endpoint(), Optional.empty(), Duration.ofSeconds(20), retries);
        return new BundlePull(hub, out(), listener).run(source(clip), source(gpt2), projection);
    }

    private static BundlePull.Source source(String repository) {
        return new BundlePull.Source(new RepositoryName(repository), new Revision("main"));
    }

    private int contentRequests() {
        return server.requestsFor("").size()
                - (int) server.requests().stream()
                        .filter(request -> request.path().startsWith("/api/"))
                        .count();
    }

    private Path original() {
        return folder.resolve("original");
    }

    private Path out() {
        return folder.resolve("out");
    }

    private Map<String, NDArray> weights(String part, NDManager manager) {
        return Weights.load(original().resolve(part).resolve("model.safetensors"), manager)
                .asMap();
    }

    private void split(String repository, String part) throws IOException {
        server.remove(repository, "model.safetensors");
        StringBuilder index = new StringBuilder();
        try (NDManager manager = Torch.newManager("cpu")) {
            List<Map<String, NDArray>> shards = List.of(new TreeMap<>(), new TreeMap<>());
            Map<String, String> homes = new HashMap<>();
            weights(part, manager).forEach((name, array) -> {
                int shard = homes.size() % 2;
                shards.get(shard).put(name, array);
                homes.put(name, "model-0000" + (shard + 1) + "-of-00002.safetensors");
            });
            for (int i = 0; i < 2; i++) {
                Path file = folder.resolve("shard.safetensors");
                SafetensorsWriter.write(file, shards.get(i));
                server.put(repository, "model-0000" + (i + 1) + "-of-00002.safetensors", Files.readAllBytes(file));
            }
            homes.forEach((name, home) -> index.append(index.isEmpty() ? "" : ",")
                    .append('"')
                    .append(name)
                    .append("\":\"")
                    .append(home)
                    .append('"'));
        }
        server.put(
                repository,
                "model.safetensors.index.json",
                ("{\"metadata\":{},\"weight_map\":{" + index + "}}").getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> captions(Path bundle) {
        List<String> captions = new ArrayList<>();
        try (ClipGpt2Captioner captioner = ClipGpt2Captioner.load(bundle, DecodingOptions.GREEDY, "cpu")) {
            float[] pixels = new float[3 * 32 * 32];
            for (int i = 0; i < pixels.length; i++) {
                pixels[i] = (i % 17) / 17f - 0.5f;
            }
            CaptionTask task = new CaptionTask("image", pixels, List.of("A photo of", "This image shows"));
            CaptionOutcome.Captioned outcome =
                    (CaptionOutcome.Captioned) captioner.caption(List.of(task)).get(0);
            for (GeneratedCaption caption : outcome.captions()) {
                captions.add(caption.toString());
            }
        }
        assertThat(captions).hasSize(2);
        return captions;
    }
}
