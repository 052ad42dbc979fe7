package captionstream.worker.intake;

import captionstream.worker.intake.LoadedRequest.Loaded;
import java.util.List;

/** Requests that are captioned and published together; of each sequence a run without gaps, in its order. */
public record RequestBatch(List<LoadedRequest> requests) {
    public RequestBatch {
        requests = List.copyOf(requests);
    }

    /** Those for the model. */
    public List<Loaded> images() {
        return requests.stream()
                .filter(Loaded.class::isInstance)
                .map(Loaded.class::cast)
                .toList();
    }
}
