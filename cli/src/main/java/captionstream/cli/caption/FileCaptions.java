package captionstream.cli.caption;

import captionstream.Caption;
import captionstream.CaptionRequest;
import captionstream.ImageEvent;
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
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Captions image files with the worker's own captioner, into the same records. */
public final class FileCaptions {
    private static final int IMAGES_AT_ONCE = 8;

    private final Captioner captioner;
    private final ImageLoader images;
    private final List<String> prompts;
    private final String promptSet;
    private final CaptionRecords records;

    /** What became of each image, in their order within what is loaded and within what is not. */
    public interface Outcomes {
        /** @param captions in the order of the prompts */
        void captioned(ImageEvent image, List<Caption> captions);

        void refused(ImageEvent image, String reason);
    }

    /** @param prompts for every image, whatever prompts the events bring */
    public FileCaptions(Captioner captioner, ImageLoader images, List<String> prompts, String promptSet) {
        this.captioner = captioner;
        this.images = images;
        this.prompts = prompts;
        this.promptSet = promptSet;
        this.records = new CaptionRecords(captioner.fingerprint(), captioner.decoding());
    }

    public void caption(List<ImageEvent> events, Outcomes outcomes) {
        for (int from = 0; from < events.size(); from += IMAGES_AT_ONCE) {
            captionTogether(events.subList(from, Math.min(events.size(), from + IMAGES_AT_ONCE)), outcomes);
        }
    }

    private void captionTogether(List<ImageEvent> events, Outcomes outcomes) {
        List<ImageEvent> readable = new ArrayList<>();
        List<Loaded> loaded = new ArrayList<>();
        for (ImageEvent event : events) {
            try {
                loaded.add(load(event));
                readable.add(event);
            } catch (ImageRejected e) {
                outcomes.refused(event, e.reason().code() + ": " + e.getMessage());
            } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
                // Decoders forget to check some things; no image may keep the others from their captions.
                outcomes.refused(event, "the image cannot be read: " + e);
            }
        }
        captionLoaded(readable, loaded, outcomes);
    }

    private void captionLoaded(List<ImageEvent> events, List<Loaded> loaded, Outcomes outcomes) {
        Iterator<ImageEvent> images = events.iterator();
        Iterator<Loaded> sources = loaded.iterator();
        for (CaptionOutcome outcome :
                captioner.caption(loaded.stream().map(this::task).toList())) {
            ImageEvent image = images.next();
            Loaded source = sources.next();
            if (outcome instanceof CaptionOutcome.Captioned captioned) {
                outcomes.captioned(image, records.of(new Described(source, captioned), Instant.now()));
            } else if (outcome instanceof CaptionOutcome.Rejected rejected) {
                outcomes.refused(image, rejected.reason().code() + ": " + rejected.message());
            }
        }
    }

    private CaptionTask task(Loaded source) {
        CaptionRequest request = source.request();
        return new CaptionTask(
                request.getImageId(),
                source.image().sha256(),
                source.image().pixels(),
                prompts,
                request.getReferences());
    }

    private Loaded load(ImageEvent event) {
        CaptionRequest request = CaptionRequest.newBuilder()
                .setImageId(event.getId())
                .setUri(event.getUri())
                .setPrompts(prompts)
                .setPromptSet(promptSet)
                .setReferences(event.getReferences())
                .setEventTime(event.getTime())
                .build();
        return new Loaded(notFromKafka(), request, images.load(event.getUri(), event.getSha256()));
    }

    private static ConsumerRecord<byte[], byte[]> notFromKafka() {
        return new ConsumerRecord<>(Topic.CAPTION_REQUESTS.topicName(), 0, 0, new byte[0], new byte[0]);
    }
}
