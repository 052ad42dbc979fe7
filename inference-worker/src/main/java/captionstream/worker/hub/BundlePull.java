package captionstream.worker.hub;

import captionstream.worker.caption.CopiedProjection;
import captionstream.worker.caption.FreshProjection;
import captionstream.worker.caption.ModelBundle;
import captionstream.worker.caption.NewBundle;
import captionstream.worker.caption.NewProjection;
import captionstream.worker.model.ConfigFile;
import captionstream.worker.model.JsonConfig;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Makes a bundle of a CLIP and a GPT-2 on the hub, or goes on with one begun earlier. */
public final class BundlePull {
    private final Hub hub;
    private final Path directory;
    private final DownloadListener listener;

    /** A repository and what of it is wanted. */
    public record Source(RepositoryName repository, Revision revision) {}

    /** @param isNew whether the bundle was not complete before */
    public record Pulled(Snapshot clip, Snapshot gpt2, ModelBundle bundle, boolean isNew) {}

    public BundlePull(Hub hub, Path directory, DownloadListener listener) {
        this.hub = hub;
        this.directory = directory;
        this.listener = listener;
    }

    /**
     * @throws HubException if it cannot be done
     * @throws captionstream.worker.model.ModelFileException naming a file that is not sound or does not fit
     */
    public Pulled run(Source clip, Source gpt2, NewProjection projection) {
        boolean isNew = !Files.exists(bundleJson());
        Snapshot clipFiles = hub.snapshot(clip.repository(), clip.revision(), listener);
        Snapshot gpt2Files = hub.snapshot(gpt2.repository(), gpt2.revision(), listener);
        if (isNew) {
            requireNoStrayProjection(projection);
        } else {
            requireSame(clipFiles, ModelPart.CLIP);
            requireSame(gpt2Files, ModelPart.GPT2);
        }
        requireSame(projection);
        NewBundle planned = new NewBundle(directory, projection);
        download(clipFiles, gpt2Files, planned);
        ModelBundle bundle = isNew ? planned.write(origin(clipFiles, gpt2Files)) : ModelBundle.open(directory);
        bundle.requireFittingWeights();
        return new Pulled(clipFiles, gpt2Files, bundle, isNew);
    }

    private void download(Snapshot clip, Snapshot gpt2, NewBundle bundle) {
        List<ModelDownload> models = List.of(
                new ModelDownload(hub, clip, ModelPart.CLIP, directory, listener),
                new ModelDownload(hub, gpt2, ModelPart.GPT2, directory, listener));
        models.forEach(ModelDownload::settings);
        bundle.requireFittingSettings();
        models.forEach(ModelDownload::weights);
    }

    private ObjectNode origin(Snapshot clip, Snapshot gpt2) {
        ObjectNode origin = ConfigFile.object().put("hub", hub.endpoint().toString());
        describe(origin.putObject(ModelPart.CLIP.folder()), clip);
        describe(origin.putObject(ModelPart.GPT2.folder()), gpt2);
        return origin;
    }

    private static void describe(ObjectNode json, Snapshot snapshot) {
        json.put("repository", snapshot.repository().value())
                .put("revision", snapshot.revision().value())
                .put("commit", snapshot.commit());
    }

    private void requireSame(Snapshot snapshot, ModelPart part) {
        JsonConfig origin = JsonConfig.read(bundleJson()).section("provenance").section(part.folder());
        String repository = origin.text("repository", "");
        String commit = origin.text("commit", "");
        if (!repository.equals(snapshot.repository().value()) || !commit.equals(snapshot.commit())) {
            throw new HubException(
                    directory + " holds a bundle already, whose " + part.folder() + " is "
                            + (repository.isEmpty() ? "not from the hub" : repository + " at " + commit)
                            + " and not " + snapshot.repository() + " at " + snapshot.commit(),
                    "Choose another folder, or ask for that commit");
        }
    }

    private void requireSame(NewProjection projection) {
        Path present = directory.resolve("projection.safetensors");
        if (projection instanceof CopiedProjection copied && Files.exists(present) && !copied.isSameAs(present)) {
            throw new HubException(directory + " has another projection already", "Choose another folder");
        }
    }

    private void requireNoStrayProjection(NewProjection projection) {
        if (projection instanceof FreshProjection && Files.exists(directory.resolve("projection.safetensors"))) {
            throw new HubException(
                    directory + " has a projection.safetensors of unknown origin",
                    "Name it as the projection to use, or remove it");
        }
    }

    private Path bundleJson() {
        return directory.resolve("bundle.json");
    }
}
