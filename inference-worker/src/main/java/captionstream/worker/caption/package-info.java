/** From pixels and prompts to scored captions: CLIP, the projection, GPT-2, and what they say about certainty. */
@NullMarked
package captionstream.worker.caption;

import org.jspecify.annotations.NullMarked;
