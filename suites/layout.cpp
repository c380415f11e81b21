#include "suites/layout.hpp"

#if defined(__x86_64__) && defined(__linux__)

#include <link.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <map>
#include <mutex>
#include <vector>

// NOLINTBEGIN(performance-no-int-to-ptr): places in memory are counted here, and numbers are what is counted
namespace softplus_bench {
namespace {

// A module of the process: code reaches its constants, its table of imported functions and its own functions by
// distances, so that a copy of all of it works wherever it lies.
struct Image {
  std::uintptr_t address = 0;  // inside it
  std::uintptr_t base = 0;     // what the file's addresses are counted from
  std::uintptr_t first = 0;
  std::uintptr_t last = 0;  // one beyond
  std::vector<std::pair<std::uintptr_t, std::size_t>> segments{};
  bool bound = false;  // imported functions are in the table from the start
};

bool is_bound_at_start(const ElfW(Dyn) * entry) {
  for (; entry->d_tag != DT_NULL; ++entry)
    if ((entry->d_tag == DT_FLAGS && (entry->d_un.d_val & DF_BIND_NOW) != 0) ||
        (entry->d_tag == DT_FLAGS_1 && (entry->d_un.d_val & DF_1_NOW) != 0) || entry->d_tag == DT_BIND_NOW)
      return true;
  return false;
}

int look(dl_phdr_info* module, std::size_t, void* wanted) {
  Image found;
  found.address = static_cast<Image*>(wanted)->address;
  found.base = module->dlpi_addr;
  found.first = UINTPTR_MAX;
  bool inside = false;
  for (int i = 0; i < module->dlpi_phnum; ++i) {
    const ElfW(Phdr)& header = module->dlpi_phdr[i];
    const std::uintptr_t start = module->dlpi_addr + header.p_vaddr;
    if (header.p_type == PT_DYNAMIC) found.bound = is_bound_at_start(reinterpret_cast<const ElfW(Dyn)*>(start));
    if (header.p_type != PT_LOAD || (header.p_flags & PF_R) == 0) continue;
    found.segments.emplace_back(start, header.p_memsz);
    found.first = std::min(found.first, start);
    found.last = std::max(found.last, start + header.p_memsz);
    inside = inside || (found.address >= start && found.address < start + header.p_memsz);
  }
  if (!inside) return 0;
  *static_cast<Image*>(wanted) = found;
  return 1;
}

// The distance of the copy; 0 where there is none.
std::ptrdiff_t copied(const Image& image, std::size_t bytes) {
  const auto page = static_cast<std::uintptr_t>(sysconf(_SC_PAGESIZE));
  const std::uintptr_t start = image.first & ~(page - 1);
  const std::size_t size = image.last - start + page;
  void* memory = mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) return 0;
  const std::uintptr_t distance = reinterpret_cast<std::uintptr_t>(memory) + bytes - start;
  for (const auto& [from, length] : image.segments)
    std::memcpy(reinterpret_cast<void*>(from + distance), reinterpret_cast<const void*>(from), length);
  if (mprotect(memory, size, PROT_READ | PROT_EXEC) == 0) return static_cast<std::ptrdiff_t>(distance);
  munmap(memory, size);
  return 0;
}

}  // namespace

void* moved_code(void* function, std::size_t bytes) {
  static std::mutex mutex;
  static std::map<std::pair<std::uintptr_t, std::size_t>, std::ptrdiff_t> distances;
  Image image;
  image.address = reinterpret_cast<std::uintptr_t>(function);
  if (!code_can_move) return nullptr;
  if (bytes % 16 != 0 || bytes >= 64 || dl_iterate_phdr(look, &image) == 0 || !image.bound) return nullptr;
  const std::lock_guard lock(mutex);
  const auto [place, is_new] = distances.try_emplace({image.first, bytes}, 0);
  if (is_new) place->second = copied(image, bytes);
  return place->second == 0 ? nullptr
                            : reinterpret_cast<void*>(image.address + static_cast<std::uintptr_t>(place->second));
}

}  // namespace softplus_bench
// NOLINTEND(performance-no-int-to-ptr)

#else

namespace softplus_bench {

void* moved_code(void*, std::size_t) { return nullptr; }

}  // namespace softplus_bench

#endif
