package captionstream.worker.hub;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import captionstream.worker.caption.FreshProjection;
import captionstream.worker.caption.NewProjection;
import captionstream.worker.model.SafetensorsWriter;
import captionstream.worker.model.Torch;
import captionstream.worker.model.Weights;
import captionstream.worker.train.RandomBundle;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Tiny random models on a hub of our own; the bundle they were published from says what must come out. */
abstract class Pull {
    static final long SEED = 1;
    /** {@link RandomBundle} draws its projection from this one. */
    static final long PROJECTION_SEED = SEED + 2;

    static final String CLIP = "openai/clip-vit-base-patch16";
    static final String GPT2 = "openai-community/gpt2";
    static final NewProjection FRESH = new FreshProjection(1, PROJECTION_SEED);

    final RecordingListener listener = new RecordingListener();
    FakeHub server;

    @TempDir
    Path folder;

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

    BundlePull.Pulled pull(NewProjection projection) {
        return pull(CLIP, GPT2, projection);
    }

    BundlePull.Pulled pull(String clip, String gpt2) {
        return pull(clip, gpt2, FRESH);
    }

    BundlePull.Pulled pull(String clip, String gpt2, NewProjection projection) {
        Retries retries = new Retries(3, Duration.ofSeconds(1), Duration.ofMinutes(2), time -> {});
        Hub hub = new Hub(server.endpoint(), Optional.empty(), Duration.ofSeconds(20), retries);
        return new BundlePull(hub, out(), listener).run(source(clip), source(gpt2), projection);
    }

    static BundlePull.Source source(String repository) {
        return new BundlePull.Source(new RepositoryName(repository), new Revision("main"));
    }

    int contentRequests() {
        return server.requestsFor("").size()
                - (int) server.requests().stream()
                        .filter(request -> request.path().startsWith("/api/"))
                        .count();
    }

    Path original() {
        return folder.resolve("original");
    }

    Path out() {
        return folder.resolve("out");
    }

    Map<String, NDArray> weights(String part, NDManager manager) {
        return Weights.load(original().resolve(part).resolve("model.safetensors"), manager)
                .asMap();
    }

    void split(String repository, String part) throws IOException {
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
}
