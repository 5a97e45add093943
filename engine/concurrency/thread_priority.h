// Lets work that can wait stand back behind training and the window.
//
// Thread: the one that calls.
#pragma once

namespace latent::concurrency {

// Raises the calling thread's nice value by `by` (Linux: of this thread alone). Where the system
// does not allow it nothing happens: it is a courtesy.
void stand_back(int by);

}  // namespace latent::concurrency
