package captionstream.cli.models;

import captionstream.cli.console.ExitCode;
import captionstream.cli.console.SafeText;
import captionstream.cli.console.Terminal;
import captionstream.worker.caption.CopiedProjection;
import captionstream.worker.caption.FreshProjection;
import captionstream.worker.caption.NewProjection;
import captionstream.worker.hub.BundlePull;
import captionstream.worker.hub.Hub;
import captionstream.worker.hub.RepositoryName;
import captionstream.worker.hub.Revision;
import captionstream.worker.hub.Snapshot;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "pull",
        description = "Download a CLIP and a GPT-2 from the Hugging Face hub and make a bundle of them.",
        footer = {
            "",
            "No projection between the two is on the hub: unless --projection names one, the bundle gets an untrained",
            "one, and its captions do not depend on the image until 'captionstream train-projection' has trained it.",
            "What has come before is kept: run it again to go on. HF_ENDPOINT, HF_TOKEN, HF_TOKEN_PATH and HF_HOME are",
            "read as by Hugging Face's own client."
        })
public final class PullModelCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Map<String, String> environment;

    @Option(
            names = "--clip",
            paramLabel = "REPO",
            description = "CLIP on the hub (default: ${DEFAULT-VALUE}).",
            defaultValue = "openai/clip-vit-base-patch16")
    private String clip = "";

    @Option(
            names = "--gpt2",
            paramLabel = "REPO",
            description = "GPT-2 on the hub (default: ${DEFAULT-VALUE}).",
            defaultValue = "openai-community/gpt2")
    private String gpt2 = "";

    @Option(
            names = "--revision",
            paramLabel = "REV",
            description = "Branch, tag or commit of both (default: ${DEFAULT-VALUE}).",
            defaultValue = "main")
    private String revision = "";

    @Option(names = "--clip-revision", paramLabel = "REV", description = "Of the CLIP alone.")
    private @Nullable String clipRevision;

    @Option(names = "--gpt2-revision", paramLabel = "REV", description = "Of the GPT-2 alone.")
    private @Nullable String gpt2Revision;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Folder for the bundle.")
    private Path out = Path.of("");

    @Option(
            names = "--projection",
            paramLabel = "FILE",
            description = "Trained projection to copy, projection.safetensors of another bundle.")
    private @Nullable Path projection;

    @Option(
            names = "--prefix-length",
            paramLabel = "K",
            description = "Prefix positions of an untrained projection (default: ${DEFAULT-VALUE}).",
            defaultValue = "1")
    private int prefixLength;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Of an untrained projection (default: ${DEFAULT-VALUE}).",
            defaultValue = "0")
    private long seed;

    public PullModelCommand(Terminal terminal, Map<String, String> environment) {
        this.terminal = terminal;
        this.environment = environment;
    }

    @Override
    public Integer call() {
        BundlePull.Pulled pulled = pulled(Hub.from(environment, Path.of(System.getProperty("user.home"))));
        report("clip", pulled.clip());
        report("gpt2", pulled.gpt2());
        if (projection == null && pulled.isNew()) {
            terminal.out()
                    .println("projection  untrained: captions do not depend on the image until"
                            + " 'captionstream train-projection' has trained it");
        }
        terminal.out().println((pulled.isNew() ? "wrote " : "nothing new in ") + out.resolve("bundle.json"));
        return ExitCode.OK;
    }

    private BundlePull.Pulled pulled(Hub hub) {
        try (PullProgress progress = new PullProgress(terminal)) {
            return new BundlePull(hub, out, progress)
                    .run(source(clip, clipRevision), source(gpt2, gpt2Revision), projection());
        }
    }

    private BundlePull.Source source(String repository, @Nullable String own) {
        return new BundlePull.Source(new RepositoryName(repository), new Revision(own == null ? revision : own));
    }

    private NewProjection projection() {
        return projection == null ? new FreshProjection(prefixLength, seed) : new CopiedProjection(projection);
    }

    private void report(String part, Snapshot snapshot) {
        terminal.out().println(SafeText.oneLine(part + "  " + snapshot.repository() + " at " + snapshot.commit()));
    }
}
