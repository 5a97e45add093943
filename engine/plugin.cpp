// The engine as a shared object: what open_engine() (latent/engine.h) finds in it.
#include "training/engine.h"

extern "C" latent::Engine* latent_make_engine() {
    return latent::training::make_engine().release();
}
