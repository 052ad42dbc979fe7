package captionstream.worker.train;

import captionstream.worker.caption.GeneratedCaption;
import java.util.List;

/**
 * A held-back image captioned.
 *
 * @param references what people wrote about it
 * @param captions one for each prompt, in their order
 */
record CaptionedSample(List<String> references, List<GeneratedCaption> captions) {}
