package captionstream.cli.caption;

import captionstream.Caption;
import captionstream.CaptionRequest;
import captionstream.cli.publish.StableId;
import captionstream.schemas.Topic;
import captionstream.worker.caption.CaptionOutcome;
import captionstream.worker.caption.CaptionTask;
import captionstream.worker.caption.Captioner;
import captionstream.worker.image.ImageLoader;
import captionstream.worker.image.ImageRejected;
import captionstream.worker.intake.LoadedRequest.Loaded;
import captionstream.worker.publish.CaptionRecords;
import captionstream.worker.publish.RequestOutcome.Described;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Captions image files with the worker's own captioner, into the same records. */
final class FileCaptions {
    private static final int IMAGES_AT_ONCE = 8;

    private final Captioner captioner;
    private final ImageLoader images;
    private final List<String> prompts;
    private final String promptSet;
    private final CaptionRecords records;

    FileCaptions(Captioner captioner, ImageLoader images, List<String> prompts, String promptSet) {
        this.captioner = captioner;
        this.images = images;
        this.prompts = prompts;
        this.promptSet = promptSet;
        this.records = new CaptionRecords(captioner.fingerprint(), captioner.decoding());
    }

    /**
     * @param uris of the images
     * @param done given the captions of each image, in the order of the prompts
     * @param refused given the URI and the reason of each image that has none
     */
    void caption(List<String> uris, Consumer<List<Caption>> done, BiConsumer<String, String> refused) {
        for (int from = 0; from < uris.size(); from += IMAGES_AT_ONCE) {
            List<Loaded> loaded = new ArrayList<>();
            for (String uri : uris.subList(from, Math.min(uris.size(), from + IMAGES_AT_ONCE))) {
                try {
                    loaded.add(load(uri));
                } catch (ImageRejected e) {
                    refused.accept(uri, e.reason().code() + ": " + e.getMessage());
                }
            }
            captionLoaded(loaded, done, refused);
        }
    }

    private void captionLoaded(List<Loaded> loaded, Consumer<List<Caption>> done, BiConsumer<String, String> refused) {
        List<CaptionTask> tasks = loaded.stream()
                .map(source -> new CaptionTask(
                        source.request().getImageId(),
                        source.image().sha256(),
                        source.image().pixels(),
                        prompts,
                        List.of()))
                .toList();
        Iterator<Loaded> sources = loaded.iterator();
        for (CaptionOutcome outcome : captioner.caption(tasks)) {
            Loaded source = sources.next();
            if (outcome instanceof CaptionOutcome.Captioned captioned) {
                done.accept(records.of(new Described(source, captioned), Instant.now()));
            } else if (outcome instanceof CaptionOutcome.Rejected rejected) {
                refused.accept(source.request().getUri(), rejected.reason().code() + ": " + rejected.message());
            }
        }
    }

    private Loaded load(String uri) {
        CaptionRequest request = CaptionRequest.newBuilder()
                .setImageId(StableId.of(uri))
                .setUri(uri)
                .setPrompts(prompts)
                .setPromptSet(promptSet)
                .setEventTime(Instant.now())
                .build();
        return new Loaded(notFromKafka(), request, images.load(uri, null));
    }

    private static ConsumerRecord<byte[], byte[]> notFromKafka() {
        return new ConsumerRecord<>(Topic.CAPTION_REQUESTS.topicName(), 0, 0, new byte[0], new byte[0]);
    }
}
