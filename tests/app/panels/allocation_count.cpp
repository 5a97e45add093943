#include "app/panels/allocation_count.h"

#include <imgui.h>

#include <cstdlib>
#include <new>

namespace {

thread_local std::size_t asked_for_memory = 0;

void* counted_memory(std::size_t bytes) {
    ++asked_for_memory;
    return std::malloc(bytes > 0 ? bytes : 1);
}

void* memory_or_throw(std::size_t bytes) {
    if (void* memory = counted_memory(bytes)) return memory;
    throw std::bad_alloc();
}

}  // namespace

void* operator new(std::size_t bytes) { return memory_or_throw(bytes); }
void* operator new[](std::size_t bytes) { return memory_or_throw(bytes); }
void* operator new(std::size_t bytes, const std::nothrow_t&) noexcept {
    return counted_memory(bytes);
}
void* operator new[](std::size_t bytes, const std::nothrow_t&) noexcept {
    return counted_memory(bytes);
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete[](void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete[](void* memory, std::size_t) noexcept { std::free(memory); }

namespace latent::test {

std::size_t allocations() { return asked_for_memory; }

CountImGui::CountImGui() {
    ImGui::SetAllocatorFunctions([](std::size_t bytes, void*) { return counted_memory(bytes); },
                                 [](void* memory, void*) { std::free(memory); });
}

CountImGui::~CountImGui() {
    ImGui::SetAllocatorFunctions([](std::size_t bytes, void*) { return std::malloc(bytes); },
                                 [](void* memory, void*) { std::free(memory); });
}

}  // namespace latent::test
