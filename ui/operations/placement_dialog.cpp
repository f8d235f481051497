// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/operations/placement_dialog.h"

#include <algorithm>
#include <map>

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

#include "core/text/glob.h"
#include "core/types/device.h"
#include "ui/base/button_kind.h"
#include "ui/base/metrics.h"
#include "ui/base/text.h"
#include "ui/words/core_text.h"

namespace pthf {

namespace {

std::vector<std::string> devicesOf(const QString& text)
{
    std::vector<std::string> devices;
    for (const QString& part : text.split(QLatin1Char(','), Qt::SkipEmptyParts)) {
        devices.push_back(normalizedTarget(toUtf8(part.trimmed())));
    }
    return devices;
}

std::optional<std::string> badDevice(const DeviceRules& rules)
{
    const auto bad =
        std::ranges::find_if(rules, [](const MapLocation::Rule& rule) { return !isWellFormedDevice(rule.to); });
    return bad == rules.end() ? std::nullopt : std::optional(bad->to);
}

} // namespace

PlacementDialog::PlacementDialog(const DocumentSession& session, QWidget* parent)
    : QDialog(parent)
{
    setObjectName(QStringLiteral("placementDialog"));
    setWindowTitle(tr("Spread over devices"));
    if (auto planned = session.plannedNow()) {
        m_planned = *std::move(planned);
        m_keys = keyedBytesOf(m_planned->content, m_planned->tree);
    }
    buildPages();
    m_answer = new QLabel(this);
    m_answer->setObjectName(QStringLiteral("placementAnswer"));
    m_answer->setTextFormat(Qt::PlainText);
    m_answer->setWordWrap(true);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_accept = buttons->addButton(tr("Add to the plan"), QDialogButtonBox::AcceptRole);
    m_accept->setObjectName(QStringLiteral("placementAccept"));
    setButtonKind(m_accept, ButtonKind::Primary);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(m_way);
    layout->addWidget(m_pages);
    layout->addWidget(m_answer, 1);
    layout->addWidget(buttons);
    const Metrics metrics(this);
    resize(metrics.characters(64), metrics.row() * 10);
    showAnswer();
}

QLineEdit* PlacementDialog::addLine(QWidget& page, const QString& label, const QString& text)
{
    auto* line = new QLineEdit(text, &page);
    static_cast<QFormLayout*>(page.layout())->addRow(label, line);
    connect(line, &QLineEdit::textChanged, this, &PlacementDialog::showAnswer);
    return line;
}

void PlacementDialog::buildPages()
{
    m_way = new QComboBox(this);
    m_way->setObjectName(QStringLiteral("placementWay"));
    m_way->setAccessibleName(tr("What goes where"));
    m_way->addItems({tr("Equal shares of bytes, layers whole"), tr("One part by its role"), tr("Layers by number")});
    m_pages = new QStackedWidget(this);
    const auto addPage = [this] {
        auto* page = new QWidget(m_pages);
        auto* form = new QFormLayout(page);
        form->setContentsMargins(0, 0, 0, 0);
        m_pages->addWidget(page);
        return page;
    };
    QWidget* shares = addPage();
    m_devices = addLine(*shares, tr("Devices"), QStringLiteral("cuda:0, cuda:1"));
    m_devices->setObjectName(QStringLiteral("placementDevices"));

    QWidget* part = addPage();
    m_role = new QComboBox(part);
    m_role->setObjectName(QStringLiteral("placementRole"));
    if (m_planned) {
        for (const RoleNode& node : m_planned->tree.roles) {
            const QString name = toQString(roleName(node.role));
            if (node.tensors != 0 && m_role->findData(name) < 0) {
                m_role->addItem(coreText(roleName(node.role)), name);
            }
        }
    }
    static_cast<QFormLayout*>(part->layout())->addRow(tr("Role"), m_role);
    m_roleDevice = addLine(*part, tr("Device"), QStringLiteral("cpu"));

    QWidget* layers = addPage();
    m_layers = addLine(*layers, tr("Layers"), QString());
    m_layers->setObjectName(QStringLiteral("placementLayers"));
    m_layers->setPlaceholderText(QStringLiteral("model.layers.0-11"));
    m_layersDevice = addLine(*layers, tr("Device"), QStringLiteral("cuda:0"));
    connect(m_way, &QComboBox::currentIndexChanged, m_pages, &QStackedWidget::setCurrentIndex);
    connect(m_way, &QComboBox::currentIndexChanged, this, &PlacementDialog::showAnswer);
    connect(m_role, &QComboBox::currentIndexChanged, this, &PlacementDialog::showAnswer);
}

Result<DeviceRules> PlacementDialog::rules() const
{
    if (!m_planned) {
        return Error{ErrorCode::InvalidArgument, "the plan cannot work as it is"};
    }
    const auto one = [](const QLineEdit* line) { return normalizedTarget(toUtf8(line->text().trimmed())); };
    switch (m_way->currentIndex()) {
    case Shares:
        return balancedRules(m_keys, devicesOf(m_devices->text()));
    case Part: {
        const auto role = roleFromName(toUtf8(m_role->currentData().toString()));
        return role ? roleRules(m_planned->content, m_planned->tree, *role, one(m_roleDevice))
                    : Error{ErrorCode::InvalidArgument, "no part of the file has tensors and a role"};
    }
    default:
        return layerRules(m_keys, toUtf8(m_layers->text().trimmed()), one(m_layersDevice));
    }
}

void PlacementDialog::showAnswer()
{
    if (m_accept == nullptr) {
        return;
    }
    const auto found = rules();
    const auto bad = found ? badDevice(*found) : std::nullopt;
    m_accept->setEnabled(found.has_value() && !bad);
    if (!found) {
        m_answer->setText(coreText(found.error().message()));
        return;
    }
    if (bad) {
        m_answer->setText(tr("“%1” is no device: a word, or a word and a number, cuda:1").arg(shownText(*bad)));
        return;
    }
    // How many bytes each device gets, of what has names; other parts are only counted as rules.
    std::map<std::string, std::uint64_t> bytes;
    for (const KeyedBytes& key : m_keys) {
        const auto rule = std::ranges::find_if(
            *found, [&key](const MapLocation::Rule& each) { return globMatches(each.glob, key.key); });
        if (rule != found->end()) {
            bytes[rule->to] += key.bytes;
        }
    }
    QStringList parts;
    for (const auto& [device, size] : bytes) {
        parts.append(tr("%1: %2").arg(shownText(device), shownSize(size)));
    }
    const QString rule = tr("%n rule(s)", nullptr, static_cast<int>(found->size()));
    m_answer->setText(parts.isEmpty() ? rule : tr("%1 · %2").arg(rule, parts.join(QStringLiteral(", "))));
}

} // namespace pthf
