package captionstream.worker.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import captionstream.worker.model.JsonConfig;
import captionstream.worker.model.SafetensorsWriter;
import captionstream.worker.model.Torch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.util.DoubleComparator;
import org.junit.jupiter.api.Test;

class BundlePullTest extends Pull {
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
        assertCaptionsAsTheOriginal();
    }

    @Test
    void weights_of_pytorch_caption_as_those_they_were_converted_from() throws IOException {
        server.remove(CLIP, "model.safetensors");
        try (NDManager manager = Torch.newManager("cpu")) {
            server.put(CLIP, "pytorch_model.bin", TorchFile.of(weights("clip", manager)));
        }

        pull(FRESH);

        assertCaptionsAsTheOriginal();
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
        assertCaptionsAsTheOriginal();
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

    /** The last digits depend on where in memory the native library finds its numbers. */
    private void assertCaptionsAsTheOriginal() {
        assertThat(captions(out()))
                .usingRecursiveComparison()
                .withComparatorForType(new DoubleComparator(1e-3), Double.class)
                .isEqualTo(captions(original()));
    }

    private static List<GeneratedCaption> captions(Path bundle) {
        try (ClipGpt2Captioner captioner = ClipGpt2Captioner.load(bundle, DecodingOptions.GREEDY, "cpu")) {
            float[] pixels = new float[3 * 32 * 32];
            for (int i = 0; i < pixels.length; i++) {
                pixels[i] = (i % 17) / 17f - 0.5f;
            }
            CaptionTask task = new CaptionTask("image", pixels, List.of("A photo of", "This image shows"));
            CaptionOutcome.Captioned outcome =
                    (CaptionOutcome.Captioned) captioner.caption(List.of(task)).get(0);
            assertThat(outcome.captions()).hasSize(2);
            return outcome.captions();
        }
    }
}
