package captionstream.cli.export;

import captionstream.Caption;
import captionstream.cli.console.CommandFailure;
import captionstream.cli.console.ExitCode;
import captionstream.cli.console.Progress;
import captionstream.cli.console.SafeText;
import captionstream.cli.console.Terminal;
import captionstream.cli.kafka.Cluster;
import captionstream.cli.kafka.ConnectionOptions;
import captionstream.cli.services.FetchOptions;
import captionstream.schemas.KafkaConnection;
import captionstream.schemas.Topic;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "export",
        description = "Write captions, with their images if wanted, as files to train models on.",
        footer = {
            "",
            "Reads the topic captions to where it ends at the start. Of an image captioned several times with one prompt",
            "by one model the last caption counts, and must pass. The same topics give the same bytes, sorted by image.",
            "",
            "csv and jsonl have a row for each caption, with its fields under their names. webdataset is a folder of tar",
            "archives with an image, its best caption (.txt) and all of its captions (.json) for each image; images are",
            "read again from where --image-root, --image-host and --image-bucket allow, as a worker does, and must be the",
            "bytes that were captioned. docs/consuming.md has the details.",
            "",
            "Examples:",
            "  captionstream export --min-clip-score 25 --min-grounding 5 --out captions.csv",
            "  captionstream export --best-per-image --finish-reason sentence --format jsonl --out captions.jsonl",
            "  captionstream export --format webdataset --image-root photos --out shards"
        })
public final class ExportCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final ConnectionOptions connectionOptions = new ConnectionOptions();

    @Mixin
    private final FilterOptions filters = new FilterOptions();

    @Mixin
    private final FetchOptions fetch = new FetchOptions();

    @Option(names = "--best-per-image", description = "Of each image only the caption with the highest CLIP score.")
    private boolean bestPerImage;

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "The first N captions at most, in the order of the file.")
    private long limit = Long.MAX_VALUE;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "One of ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).",
            defaultValue = "csv")
    private ExportFormat format = ExportFormat.CSV;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE|DIR",
            description = "File to write, replaced if there is one; for webdataset a new folder.")
    private Path out = Path.of("");

    @Option(
            names = "--spreadsheet",
            description = "In csv, an apostrophe before text that a spreadsheet would run as a formula. Without it,"
                    + " text is exact.")
    private boolean spreadsheet;

    @Option(
            names = "--shard-size",
            paramLabel = "N",
            description = "Most images in a shard of a webdataset (default: ${DEFAULT-VALUE}).",
            defaultValue = "10000")
    private int shardSize;

    @Option(
            names = "--loader-threads",
            paramLabel = "N",
            description = "Threads that fetch images (default: ${DEFAULT-VALUE}).",
            defaultValue = "4")
    private int loaderThreads;

    @Option(
            names = "--ignore-unreadable",
            description = "End with 0 although some images or records could not be read and were left out.")
    private boolean ignoreUnreadable;

    public ExportCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        ChosenCaptions chosen = new ChosenCaptions(filters.filter());
        requirePositive("shard-size", shardSize);
        requirePositive("loader-threads", loaderThreads);
        requirePositive("limit", limit);
        KafkaConnection connection = connectionOptions.connection();
        Cluster.require(connection, Topic.CAPTIONS);
        CaptionsTopic topic = new CaptionsTopic(connection, terminal);
        int unreadableImages =
                switch (format) {
                    case CSV -> writeLines(topic, chosen, CaptionRow.csvHeader(), this::csvLine);
                    case JSONL -> writeLines(topic, chosen, "", CaptionRow::jsonLine);
                    case WEBDATASET -> writeShards(topic, chosen);
                };
        summarise(topic.unreadable(), "record");
        summarise(unreadableImages, "image");
        boolean complete = topic.unreadable() + unreadableImages == 0;
        return complete || ignoreUnreadable ? ExitCode.OK : ExitCode.FAILED;
    }

    private String csvLine(Caption caption) {
        return spreadsheet ? CaptionRow.spreadsheetLine(caption) : CaptionRow.csvLine(caption);
    }

    private int writeLines(CaptionsTopic topic, ChosenCaptions chosen, String header, Function<Caption, String> line) {
        if (Files.isDirectory(out)) {
            throw CommandFailure.usage("out is " + out + ", a folder", "Name a file for " + format);
        }
        try (AtomicFile file = new AtomicFile(out)) {
            List<Caption> captions = read(topic, chosen);
            file.write(header);
            captions.forEach(caption -> file.write(line.apply(caption)));
            file.finish();
            summarise(captions.size(), chosen, "");
        }
        return 0;
    }

    private int writeShards(CaptionsTopic topic, ChosenCaptions chosen) {
        try (VerifiedImages images = new VerifiedImages(fetch.policy(List.of(), List.of()));
                ShardFolder folder = new ShardFolder(out, shardSize)) {
            List<Sample> samples = Sample.of(read(topic, chosen));
            try (Progress progress = new Progress(terminal, "images")) {
                WebDatasetExport export = new WebDatasetExport(samples, folder, progress);
                export.write(images, loaderThreads);
                progress.close();
                int written = samples.size() - export.unreadable();
                summarise(export.captions(), chosen, " with " + written + " images in " + folder.shards() + " shards");
                return export.unreadable();
            }
        }
    }

    private List<Caption> read(CaptionsTopic topic, ChosenCaptions chosen) {
        topic.read(chosen);
        List<Caption> captions = bestPerImage ? chosen.bestOfEachImage() : chosen.all();
        return captions.stream().limit(limit).toList();
    }

    private void summarise(int captions, ChosenCaptions chosen, String images) {
        terminal.out()
                .println(SafeText.oneLine(
                        "wrote " + captions + " of " + chosen.seen() + " captions" + images + " to " + out));
    }

    private void summarise(int unreadable, String what) {
        if (unreadable > 0) {
            terminal.err()
                    .println(unreadable + " " + what + (unreadable == 1 ? "" : "s") + " could not be read and"
                            + (unreadable == 1 ? " was" : " were") + " left out");
        }
    }

    private static void requirePositive(String setting, long value) {
        if (value < 1) {
            throw new IllegalArgumentException(setting + " must be 1 or more, but is " + value);
        }
    }
}
