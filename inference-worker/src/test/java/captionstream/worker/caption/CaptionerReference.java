package captionstream.worker.caption;

import ai.djl.ndarray.NDManager;
import captionstream.worker.model.ClipConfig;
import captionstream.worker.model.ConfigFile;
import captionstream.worker.model.Gpt2Config;
import captionstream.worker.model.PublishedTokenizer;
import captionstream.worker.model.Reference;
import captionstream.worker.model.SafetensorsWriter;
import captionstream.worker.model.TokenizerReference;
import captionstream.worker.model.Torch;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** A whole captioner that {@code parity/make_reference.py} describes, and what it says of random images. */
record CaptionerReference(Reference files, JsonNode settings, List<ExpectedCaption> captions) {

    static CaptionerReference of(String name) {
        Reference files = Reference.of(name);
        List<ExpectedCaption> captions = StreamSupport.stream(
                        files.json("captions.json").spliterator(), false)
                .map(ExpectedCaption::new)
                .toList();
        return new CaptionerReference(files, files.json("captioner.json"), captions);
    }

    ClipConfig clip() {
        return ClipConfig.read(files.folder().resolve("clip.json"));
    }

    Gpt2Config gpt2() {
        return Gpt2Config.read(files.folder().resolve("gpt2.json"));
    }

    int prefixLength() {
        return settings.path("prefix_length").intValue();
    }

    DecodingOptions decoding() {
        return DecodingOptions.greedy(settings.path("limit").intValue());
    }

    List<String> prompts() {
        return StreamSupport.stream(settings.path("prompts").spliterator(), false)
                .map(JsonNode::textValue)
                .toList();
    }

    int images() {
        return captions.size() / prompts().size();
    }

    List<ExpectedCaption> captionsOf(int image) {
        return captions.subList(
                image * prompts().size(), (image + 1) * prompts().size());
    }

    /** Every image with every prompt. */
    List<CaptionTask> tasks() {
        try (NDManager manager = Torch.newManager("cpu")) {
            float[] all = files.input("pixels", manager).toFloatArray();
            int size = all.length / images();
            return IntStream.range(0, images())
                    .mapToObj(i -> new CaptionTask(
                            String.valueOf(i), Arrays.copyOfRange(all, i * size, (i + 1) * size), prompts()))
                    .toList();
        }
    }

    void writeTokenizers(Path clipTokenizer, Path gpt2Tokenizer) {
        JsonNode merges = settings.path("merges");
        PublishedTokenizer.writeGpt2(
                TokenizerReference.gpt2Merges().subList(0, merges.path(0).intValue()), gpt2Tokenizer);
        PublishedTokenizer.writeClip(
                TokenizerReference.clipMerges().subList(0, merges.path(1).intValue()),
                clip().vocabSize(),
                clipTokenizer);
    }

    /** As a directory that a captioner loads. */
    void writeBundle(Path bundle) {
        try (NDManager manager = Torch.newManager("cpu")) {
            for (String model : List.of("clip", "gpt2")) {
                Path folder = Files.createDirectories(bundle.resolve(model));
                Files.copy(files.folder().resolve(model + ".json"), folder.resolve("config.json"));
                writeWeights(model, folder.resolve("model.safetensors"), manager);
            }
            writeWeights("projection", bundle.resolve("projection.safetensors"), manager);
            writeTokenizers(bundle.resolve("clip/tokenizer.json"), bundle.resolve("gpt2/tokenizer.json"));
            ConfigFile.write(bundle.resolve("clip/preprocessor_config.json"), ConfigFile.object());
            ConfigFile.write(
                    bundle.resolve("bundle.json"),
                    ((ObjectNode) settings.deepCopy()).put("format", ModelBundle.FORMAT));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void writeWeights(String file, Path path, NDManager manager) {
        SafetensorsWriter.write(path, files.seeded().weights(file, manager).asMap());
    }

    /** Shorter batches of the same tasks. */
    static Stream<List<CaptionTask>> batches(List<CaptionTask> tasks, int size) {
        return IntStream.iterate(0, from -> from < tasks.size(), from -> from + size)
                .mapToObj(from -> tasks.subList(from, Math.min(from + size, tasks.size())));
    }
}
