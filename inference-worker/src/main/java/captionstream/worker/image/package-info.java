/** From an image's URI to the pixels that CLIP sees: fetch, decode, preprocess. Everything fetched is taken as hostile. */
@NullMarked
package captionstream.worker.image;

import org.jspecify.annotations.NullMarked;
